/**
 * Quantities are whole smallest units; people read and write units (PT-19). Nothing here is computed in fractions:
 * 2350 of 1000 in a metre is "2.35", 31 of 12 in a box "2 7/12".
 */

/** No stock is larger: docs/desk.md. */
export const kMostQuantity = 1_000_000_000_000;

/** Decimal places in which every smallest unit can be written; null where none suffice (12 in a box). */
function places(unitSize: number): number | null {
	for (let digits = 0, power = 1; digits <= 12; digits += 1, power *= 10) if (power % unitSize === 0) return digits;
	return null;
}

/** How many units that is, without the unit's name. */
export function inUnits(quantity: number | null | undefined, unitSize: number): string {
	if (quantity === null || quantity === undefined) return '—';
	const sign = quantity < 0 ? '−' : '';
	const size = BigInt(unitSize > 0 ? unitSize : 1);
	const all = BigInt(Math.abs(quantity));
	const whole = all / size;
	const rest = all % size;
	if (rest === 0n) return `${sign}${whole}`;
	const digits = places(Number(size));
	if (digits === null) return `${sign}${whole === 0n ? '' : `${whole} `}${rest}/${size}`;
	const fraction = ((rest * 10n ** BigInt(digits)) / size).toString().padStart(digits, '0').replace(/0+$/, '');
	return `${sign}${whole}.${fraction}`;
}

export interface Measured {
	unit: string;
	unitSize: number;
}
/** "2.35 米". */
export const amount = (quantity: number | null | undefined, item: Measured): string =>
	quantity === null || quantity === undefined ? '—' : `${inUnits(quantity, item.unitSize)} ${item.unit}`;

/**
 * What somebody typed, in smallest units: "2", "2.35", "7/12", "2 7/12". Null where that is no whole number of smallest
 * units, below zero, or more than there can be.
 */
export function smallest(text: string, unitSize: number): number | null {
	const match = /^\s*(?:(\d{1,13})(?:[.．](\d{1,12}))?|(?:(\d{1,13})\s+)?(\d{1,12})\/(\d{1,12}))\s*$/.exec(text);
	if (!match) return null;
	const size = BigInt(unitSize);
	const [, whole, fraction = '', wholeBefore, top, bottom] = match;
	let numerator: bigint;
	let denominator: bigint;
	if (whole !== undefined) {
		denominator = 10n ** BigInt(fraction.length);
		numerator = (BigInt(whole) * denominator + BigInt(fraction || '0')) * size;
	} else {
		denominator = BigInt(bottom);
		if (denominator === 0n) return null;
		numerator = (BigInt(wholeBefore ?? '0') * denominator + BigInt(top)) * size;
	}
	if (numerator % denominator !== 0n) return null;
	const all = numerator / denominator;
	return all <= BigInt(kMostQuantity) ? Number(all) : null;
}
