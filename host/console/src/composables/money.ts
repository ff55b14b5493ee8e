/** Fen as yuan: 5000 → "50.00". Whole fen in, text out; nothing is computed in fractions. */
export function yuan(fen: number | null | undefined): string {
	if (fen === null || fen === undefined) return '—';
	const sign = fen < 0 ? '−' : '';
	const whole = Math.abs(fen);
	return `${sign}${Math.trunc(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** "50", "50.5", "50.05" → fen; null where that is no sum of money. */
export function fenOf(text: string): number | null {
	const match = /^\s*(\d{1,9})(?:[.．](\d{1,2}))?\s*$/.exec(text);
	return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

/** 1234567 → "12345.67": for fields and files, whose minus is a hyphen. */
export const yuanPlain = (fen: number): string => yuan(fen).replace('−', '-');

/** For a cell that Excel adds up: the number that its digits say. */
export const yuanCell = (fen: number | null | undefined): number | null => (fen === null || fen === undefined ? null : Number(yuanPlain(fen)));
