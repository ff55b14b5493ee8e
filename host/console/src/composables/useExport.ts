import { stamp } from './format';

/** A column of a list, on the screen and in Excel. */
export interface Column<T> {
	key: string;
	/** Translated heading. */
	label: string;
	/** What Excel gets; numbers and dates as such. The screen shows it as text unless the page has a slot for it. */
	value: (row: T) => string | number | Date | null | undefined;
	/** What the screen shows where that is not the value itself: a sum, an instant. */
	screen?: (row: T) => string;
	/** How Excel shows a number, e.g. "#,##0.00". */
	format?: string;
	width?: number;
	minWidth?: number;
	align?: 'left' | 'right' | 'center';
	/** Name that the server sorts by; absent: cannot be sorted. */
	sort?: string;
	/** Only in the file, not on the screen. */
	exportOnly?: boolean;
	/** Left out on screens that are too narrow for all columns; always in the file. */
	wide?: boolean;
	/** Only on the screen: buttons. */
	screenOnly?: boolean;
	fixed?: 'left' | 'right';
	/** A long text on as many lines as it needs, instead of cut with a tooltip. */
	wraps?: boolean;
}

export type CellValue = { value: string | number | Date; type?: StringConstructor | NumberConstructor | DateConstructor; format?: string } | null;

/** The cells of a sheet, heading first. */
export function sheetOf<T>(rows: T[], columns: Column<T>[]): (CellValue | { value: string; fontWeight: 'bold' })[][] {
	const shown = columns.filter((column) => !column.screenOnly);
	const head = shown.map((column) => ({ value: column.label, fontWeight: 'bold' as const, type: String }));
	const body = rows.map((row) =>
		shown.map((column): CellValue => {
			const value = column.value(row);
			if (value === null || value === undefined || value === '') return null;
			if (value instanceof Date) return { value: shifted(value), type: Date, format: 'yyyy-mm-dd hh:mm' };
			if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number, ...(column.format ? { format: column.format } : {}) } : null;
			// Always as text: a phone number or "=1+1" must not become a number or a formula.
			return { value, type: String };
		}),
	);
	return [head, ...body];
}

/** Excel knows no time zones: the cell shows the company's local time. */
function shifted(date: Date): Date {
	return new Date(date.getTime() + 8 * 3600 * 1000);
}

const kSheetName = /[\\/?*[\]:]/g;
const sheetOptions = <T>(name: string, columns: Column<T>[]) => ({
	sheet: name.replace(kSheetName, ' ').slice(0, 31),
	columns: columns.filter((column) => !column.screenOnly).map((column) => ({ width: Math.max(10, Math.round((column.width ?? column.minWidth ?? 120) / 8)) })),
	stickyRowsCount: 1,
});

/** Hands a file to the browser, with the time in its name. */
export function handOver(blob: Blob, name: string, ending: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = `${name}-${stamp()}.${ending}`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Makes an .xlsx file of the rows and hands it to the browser. The library is fetched when it is needed. */
export async function saveAsExcel<T>(name: string, rows: T[], columns: Column<T>[]): Promise<void> {
	const { default: writeExcel } = await import('write-excel-file/browser');
	handOver(await writeExcel(sheetOf(rows, columns) as never, sheetOptions(name, columns) as never).toBlob(), name, 'xlsx');
}

export interface Sheet<T> {
	name: string;
	rows: T[];
	columns: Column<T>[];
}

/** The same with several sheets in one file. */
export async function saveWorkbook<T>(name: string, sheets: Sheet<T>[]): Promise<void> {
	const { default: writeExcel } = await import('write-excel-file/browser');
	const parts = sheets.map((one) => ({ data: sheetOf(one.rows, one.columns), ...sheetOptions(one.name, one.columns) }));
	handOver(await writeExcel(parts as never).toBlob(), name, 'xlsx');
}
