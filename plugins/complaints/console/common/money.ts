/** Whole fen as yuan, two decimals; nothing where there is no sum. */
export const yuan = (fen: number | null | undefined): string => (fen === null || fen === undefined ? '—' : (fen / 100).toFixed(2));
export const fenOf = (amount: number | null | undefined): number | null => (amount === null || amount === undefined ? null : Math.round(amount * 100));
