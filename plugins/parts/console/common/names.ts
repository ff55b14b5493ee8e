import type { Column } from '@/composables/useExport';
import { translate } from '@/i18n';
import type { OrderKind } from '../types';
import { inUnits, type Measured } from './quantity';

interface Named extends Measured {
	itemCode: string;
	itemName: string;
	specification?: string;
}
/** Code, name and specification of an item, the columns that nearly every list begins with. */
export const itemColumns = <T extends Named>(): Column<T>[] => [
	{ key: 'itemCode', label: translate('parts.item.code'), value: (row) => row.itemCode, width: 112 },
	{ key: 'itemName', label: translate('parts.item.name'), value: (row) => row.itemName, minWidth: 120 },
	{ key: 'specification', label: translate('parts.item.specification'), value: (row) => row.specification ?? '', minWidth: 100 },
	{ key: 'unit', label: translate('parts.item.unit'), value: (row) => row.unit, width: 60 },
];
/** A quantity in units; Excel gets a number where the unit can be written as one. */
export const quantityColumn = <T extends Measured>(key: string, label: string, of: (row: T) => number | null | undefined, width = 84): Column<T> => ({
	key, label, width, align: 'right',
	value: (row) => {
		const text = inUnits(of(row), row.unitSize);
		return text === '—' ? null : /^−?\d+(\.\d+)?$/.test(text) && text.length < 16 ? Number(text.replace('−', '-')) : text;
	},
});

export const orderPlace = (order: { kind: OrderKind; branchId: string; key: string }) => ({ name: 'story', params: { kind: order.kind, branch: order.branchId, key: order.key } });
