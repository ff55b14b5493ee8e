/** Half-width and full-width characters of a bold heading of 13 px; what browsers draw is a little less. */
const kNarrow = 7.8;
const kWide = 13;
const kPadding = 18;
const kSortArrows = 28;

const widthOf = (word: string) => [...word].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e7f ? kWide : kNarrow), 0);

/** The least width in px of a heading, which breaks between words only: English ones are longer than what a column was made for. */
export function headingWidth(label: string, sortable: boolean): number {
	return Math.ceil(Math.max(...label.split(' ').map(widthOf))) + kPadding + (sortable ? kSortArrows : 0);
}

type Width = number | string | undefined;
/** A column's own width, or what its heading needs; a width that is no number is left alone. */
export const atLeast = (width: Width, least: number): Width => (typeof width === 'number' ? Math.max(width, least) : width);
