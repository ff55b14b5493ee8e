/** Rows of an .xlsx or .csv file, read in the browser: the first sheet, every cell as the text that a person sees. */

/** More is no list that anybody enters by file, and a damaged file may claim anything. */
const kMostBytes = 40 * 1024 * 1024;
const kMostRows = 100_000;
const kMostColumns = 500;

export class SheetError extends Error {
	constructor(readonly code: 'not_a_sheet' | 'too_large' | 'empty') {
		super(code);
	}
}

interface Entry {
	method: number;
	offset: number;
	packed: number;
	size: number;
}

/** The names of a zip's directory, which stands at its end. */
function entriesOf(bytes: Uint8Array): Map<string, Entry> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let end = bytes.length - 22;
	while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
	if (end < 0) throw new SheetError('not_a_sheet');
	const entries = new Map<string, Entry>();
	let at = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0 && at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50; left--) {
		const name = view.getUint16(at + 28, true);
		entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), {
			method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true),
		});
		at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return entries;
}

async function inflate(packed: Uint8Array): Promise<Uint8Array> {
	const stream = new DecompressionStream('deflate-raw');
	const writer = stream.writable.getWriter();
	// What is wrong with the data comes out of the reader below.
	void writer.write(packed as BufferSource).then(() => writer.close()).catch(() => {});
	const parts: Uint8Array[] = [];
	let size = 0;
	const reader = stream.readable.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		size += value.length;
		if (size > kMostBytes) throw new SheetError('too_large');
		parts.push(value);
	}
	const whole = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

async function partOf(bytes: Uint8Array, entry: Entry | undefined): Promise<Document | null> {
	if (!entry) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (entry.offset + 30 > bytes.length) throw new SheetError('not_a_sheet');
	const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
	const packed = bytes.subarray(start, start + entry.packed);
	const text = new TextDecoder().decode(entry.method === 8 ? await inflate(packed) : packed);
	return new DOMParser().parseFromString(text, 'application/xml');
}

const within = (node: Element | Document, name: string): Element[] => [...node.getElementsByTagNameNS('*', name)];

/** "C7" → 2. */
function columnOf(reference: string | null, fallback: number): number {
	const letters = /^[A-Z]+/.exec(reference ?? '')?.[0];
	if (!letters) return fallback;
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A number as Excel shows it: 15 digits, so that 0.1 that is kept as 0.10000000000000001 is 0.1, and no "1.2E+11" for a card's number. */
export function shownNumber(raw: string): string {
	const value = Number(raw);
	if (!Number.isFinite(value)) return raw;
	if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
	const text = Number(value.toPrecision(15)).toString();
	return text.includes('e') ? value.toFixed(12).replace(/0+$/, '') : text;
}

async function xlsxRows(bytes: Uint8Array): Promise<string[][]> {
	const entries = entriesOf(bytes);
	const book = await partOf(bytes, entries.get('xl/workbook.xml'));
	const links = await partOf(bytes, entries.get('xl/_rels/workbook.xml.rels'));
	if (!book) throw new SheetError('not_a_sheet');
	const first = within(book, 'sheet')[0];
	const id = first?.getAttributeNS('http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'id') ?? first?.getAttribute('r:id');
	const target = links ? within(links, 'Relationship').find((link) => link.getAttribute('Id') === id)?.getAttribute('Target') : null;
	const path = target ? (target.startsWith('/') ? target.slice(1) : `xl/${target}`) : 'xl/worksheets/sheet1.xml';
	const sheet = await partOf(bytes, entries.get(path));
	if (!sheet) throw new SheetError('not_a_sheet');
	const shared = await partOf(bytes, entries.get('xl/sharedStrings.xml'));
	// The reading of Chinese signs (rPh) stands beside them and is no part of the text.
	const wordsOf = (node: Element) => within(node, 't').filter((part) => part.parentElement?.localName !== 'rPh').map((part) => part.textContent ?? '').join('');
	const strings = shared ? within(shared, 'si').map(wordsOf) : [];
	const rows: string[][] = [];
	for (const row of within(sheet, 'row')) {
		const place = Number(row.getAttribute('r')) || rows.length + 1;
		if (place > kMostRows) throw new SheetError('too_large');
		while (rows.length < place - 1) rows.push([]);
		const cells: string[] = [];
		for (const cell of within(row, 'c')) {
			const at = columnOf(cell.getAttribute('r'), cells.length);
			if (at > kMostColumns) continue;
			const raw = within(cell, 'v')[0]?.textContent ?? '';
			const type = cell.getAttribute('t');
			const value = type === 's' ? strings[Number(raw)] ?? '' : type === 'inlineStr' ? wordsOf(cell) : ['str', 'b', 'e'].includes(type ?? '') ? raw : raw === '' ? '' : shownNumber(raw);
			while (cells.length < at) cells.push('');
			cells[at] = value.trim();
		}
		rows[place - 1] = cells;
	}
	return rows;
}

export function csvRows(text: string): string[][] {
	const separator = [',', '\t', ';'].map((sign) => [sign, (text.split('\n')[0] ?? '').split(sign).length] as const).sort((a, b) => b[1] - a[1])[0][0];
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let quoted = false;
	const endCell = () => { row.push(cell.trim()); cell = ''; };
	const endRow = () => { endCell(); rows.push(row); row = []; };
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (text[at + 1] === '"') { cell += '"'; at++; }
			else quoted = false;
		} else if (sign === '"' && cell.trim() === '') { cell = ''; quoted = true; }
		else if (sign === separator) endCell();
		else if (sign === '\n') endRow();
		else if (sign !== '\r') cell += sign;
	}
	if (cell !== '' || row.length > 0) endRow();
	return rows;
}

/** Excel in Chinese writes .csv in GB 18030 unless told otherwise. */
function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('gb18030').decode(bytes);
	}
}

/** Empty rows stay: a row's place in the answer is its place in the sheet. Throws SheetError. */
export async function readSheet(file: Pick<File, 'name' | 'arrayBuffer' | 'size'>): Promise<string[][]> {
	if (file.size > kMostBytes) throw new SheetError('too_large');
	const bytes = new Uint8Array(await file.arrayBuffer());
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
	if (!isZip && !/\.(csv|txt)$/i.test(file.name)) throw new SheetError('not_a_sheet');
	let rows: string[][];
	try {
		rows = isZip ? await xlsxRows(bytes) : csvRows(decode(bytes));
	} catch (error) {
		throw error instanceof SheetError ? error : new SheetError('not_a_sheet');
	}
	if (!rows.some((row) => row.some((cell) => cell !== ''))) throw new SheetError('empty');
	return rows;
}

export interface Found {
	/** Row of the sheet, from 1, and what its named cells say. */
	line: number;
	values: Record<string, string>;
}

const plain = (cell: string) => cell.toLowerCase().replace(/[\s（）()_:：*]/g, '');

/** Where in a row of headings which column stands; `headings` name → what people write above it, the likeliest first. */
export function matched(row: string[], headings: Record<string, readonly string[]>): Map<string, number> {
	const places = new Map<string, number>();
	const most = Math.max(0, ...Object.values(headings).map((written) => written.length));
	// What a column is called first of all goes before what another is called besides.
	for (let rank = 0; rank < most; rank++) {
		for (const [name, written] of Object.entries(headings)) {
			if (places.has(name) || written[rank] === undefined || plain(written[rank]) === '') continue;
			const place = row.findIndex((cell, at) => plain(cell) === plain(written[rank]) && ![...places.values()].includes(at));
			if (place >= 0) places.set(name, place);
		}
	}
	return places;
}

/** The row of headings among the first twenty: the first with at least two of them; −1 where there is none. */
export const headingRow = (rows: string[][], headings: Record<string, readonly string[]>): number => rows.slice(0, 20).findIndex((row) => matched(row, headings).size >= 2);

/** The rows below one, each as its named cells; empty ones are left out. */
export const rowsBelow = (rows: string[][], at: number, places: Map<string, number>): Found[] => rows.slice(at + 1).map((row, index) => ({
	line: at + 2 + index, values: Object.fromEntries([...places].map(([name, place]) => [name, row[place] ?? '']).filter(([, value]) => value !== '')) as Record<string, string>,
})).filter((one) => Object.keys(one.values).length > 0);

/** The rows under the first row that has at least two of the headings. Null where there is none. */
export function underHeadings(rows: string[][], headings: Record<string, readonly string[]>): { found: Found[]; missing: string[] } | null {
	const at = headingRow(rows, headings);
	if (at < 0) return null;
	const places = matched(rows[at], headings);
	return { found: rowsBelow(rows, at, places), missing: Object.keys(headings).filter((name) => !places.has(name)) };
}
