import { translate } from '@/i18n';
import { dateTime } from './format';
import { yuan, yuanCell } from './money';
import type { Column } from './useExport';

type Options<T> = Partial<Pick<Column<T>, 'width' | 'minWidth' | 'sort' | 'exportOnly' | 'screenOnly' | 'wide' | 'wraps' | 'fixed' | 'align'>>;

/** Columns by what they hold: the screen shows money, days and instants as people write them, Excel gets numbers and dates. `label` is a key. */
export const text = <T>(key: string, label: string, value: (row: T) => string | number | null | undefined, options: Options<T> = {}): Column<T> =>
	({ key, label: translate(label), value, ...options });

export const integer = <T>(key: string, label: string, value: (row: T) => number | null | undefined, options: Options<T> = {}): Column<T> =>
	({ key, label: translate(label), value, align: 'right', ...options });

/** A sum says what it is in. */
const inYuan = (label: string): string => (/[(（]/.test(label) ? label : translate('common.inYuan', { what: label }));

export const money = <T>(key: string, label: string, value: (row: T) => number | null | undefined, options: Options<T> = {}): Column<T> =>
	({ key, label: inYuan(translate(label)), value: (row) => yuanCell(value(row)), screen: (row) => yuan(value(row)), format: '#,##0.00', align: 'right', width: 104, ...options });

export const time = <T>(key: string, label: string, value: (row: T) => number | null | undefined, options: Options<T> = {}): Column<T> =>
	({ key, label: translate(label), value: (row) => { const at = value(row); return at ? new Date(at) : null; }, screen: (row) => dateTime(value(row) || null), width: 134, ...options });

/** Buttons: on the screen only. */
export const buttons = <T>(width: number): Column<T> => ({ key: 'actions', label: translate('common.actions'), value: () => '', width, screenOnly: true });
