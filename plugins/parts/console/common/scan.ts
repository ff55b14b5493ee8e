import { smallest, type Measured } from './quantity';

/** What an item needs to stand in a line. */
export interface LineItem extends Measured {
	code: string;
	name: string;
	specification: string;
}
export interface DraftLine {
	item: LineItem;
	quantity: number | null;
	/** What lies at the place; null: not known (another store's, or nothing of it). */
	there: number | null;
	/** Of the whole line. */
	costFen: number | null;
	note: string;
	exchangeFor: { documentId: string; line: number } | null;
}
export const kMostLines = 200;

/** "3*GL-001", "2.5×GT-635" or only the code: what a scanner or a person sends before Enter. */
export function readScan(text: string): { times: string; code: string } {
	const match = /^\s*([\d.]+(?:\s*\d*\/\d+)?)\s*[*×]\s*(\S.*)$/.exec(text);
	return match ? { times: match[1].trim(), code: match[2].trim() } : { times: '', code: text.trim() };
}

/** Puts what was scanned onto the lines: the same item again makes its line more. Null: that is no quantity of this unit. */
export function addScan(lines: DraftLine[], item: LineItem, times: string, there: number | null): DraftLine | null {
	const quantity = times === '' ? item.unitSize : smallest(times, item.unitSize);
	if (quantity === null || quantity === 0) return null;
	const found = lines.find((line) => line.item.code === item.code && line.exchangeFor === null);
	if (found) {
		found.quantity = (found.quantity ?? 0) + quantity;
		found.there = there;
		return found;
	}
	const line: DraftLine = { item, quantity, there, costFen: null, note: '', exchangeFor: null };
	lines.push(line);
	return line;
}
