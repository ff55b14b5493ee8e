/** Half-width and full-width characters of a bold heading of 13 px; what browsers draw is a little less. */
const kNarrow = 7.8;
const kWide = 13;
const kPadding = 18;
const kSortArrows = 28;

const widthOf = (word: string) => [...word].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e7f ? kWide : kNarrow), 0);

/** The least width in px of a heading, which breaks between words and before a bracket only: English ones are longer than what a column was made for. */
export function headingWidth(label: string, sortable: boolean): number {
	return Math.ceil(Math.max(...label.split(/ |(?=（)/).map(widthOf))) + kPadding + (sortable ? kSortArrows : 0);
}

type Width = number | string | undefined;
/** A column's own width, or what its heading needs; a width that is no number is left alone. */
export const atLeast = (width: Width, least: number): Width => (typeof width === 'number' ? Math.max(width, least) : width);

interface Fitted { width?: Width; minWidth?: Width; fixed?: string; screenOnly?: boolean; sort?: string }
/** Of a column without a width. */
const kUsual = 80;
/** What a row is known by stands in front. */
const kKept = 3;

/** The columns that a place of so many px holds: what does not fit is left out from the end, but for the first ones, buttons, and what the list is sorted by. */
export function fitting<T extends Fitted>(columns: T[], room: number, least: (column: T) => number): T[] {
	const widthNeeded = (column: T) => Math.max(least(column), ...[column.width, column.minWidth].map((width) => (typeof width === 'number' ? width : 0)), column.width === undefined && column.minWidth === undefined ? kUsual : 0);
	let beyond = columns.reduce((sum, column) => sum + widthNeeded(column), 0) - room;
	const left = [...columns];
	for (const sorted of [false, true]) {
		for (let at = left.length - 1; at >= kKept && beyond > 0; --at) {
			const column = left[at]!;
			if (column.fixed || column.screenOnly || (column.sort !== undefined) !== sorted) continue;
			beyond -= widthNeeded(column);
			left.splice(at, 1);
		}
	}
	return left;
}
