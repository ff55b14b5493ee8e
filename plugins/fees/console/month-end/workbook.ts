import type { Column, Sheet } from '@/composables/useExport';
import { yuanCell } from '@/composables/money';
import { hasText, translate } from '@/i18n';
import { word } from '../common/words';
import type { WorkbookData } from '../settlementTypes';

type Cells = unknown[];
/** Where a column holds codes: what they are called. The columns' own names are keys below `fees.workbook`. */
const kWords: Record<string, string[]> = {
	state: ['settlementStates', 'fineStates', 'noticeStates', 'hrStates', 'workStates'], verdict: ['gate'], kind: ['hrKinds', 'lineTypes'], type: ['lineTypes'], service_type: ['serviceTypes'], product_type: ['productTypes'],
};
const titleOf = (key: string): string => (hasText(`fees.workbook.${key}`) ? translate(`fees.workbook.${key}`) : key);
function shown(key: string, value: unknown): string {
	const plain = String(value);
	for (const group of kWords[key] ?? []) if (hasText(`fees.${group}.${plain}`)) return word(group, plain);
	return hasText(`offences.${plain}`) && /^[AB]-/.test(plain) ? translate(`offences.${plain}`) : plain;
}

/** The manager's workbook as sheets that Excel adds up: sums as numbers, days and instants as they are read. */
export function sheetsOf(data: WorkbookData): Sheet<Cells>[] {
	return data.sheets.map((sheet) => {
		const columns = sheet.columns.map((column, place): Column<Cells> => ({
			key: column.key, label: titleOf(column.key), width: column.type === 'text' ? 150 : 110, ...(column.type === 'money' ? { format: '#,##0.00' } : {}),
			value: (row) => {
				const value = row[place];
				if (value === null || value === undefined || value === '') return null;
				if (column.type === 'money') return yuanCell(value as number);
				if (column.type === 'integer') return value as number;
				return column.type === 'time' ? new Date(value as number) : shown(column.key, value);
			},
		}));
		return { name: translate(`fees.sheets.${sheet.key}`), rows: sheet.rows as Cells[], columns };
	});
}
