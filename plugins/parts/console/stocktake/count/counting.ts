import type { StocktakeLine } from '../../deskTypes';

/** Lines that this round asks for, in the order of the shelves: by code. */
export const asked = (lines: StocktakeLine[]): StocktakeLine[] => lines.filter((line) => line.asked);

/** The next line without a count after `index`, from the beginning again; -1 when all are counted. `done` are counted here and not yet sent. */
export function nextOpen(lines: StocktakeLine[], index: number, done: ReadonlyMap<string, number>): number {
	for (let step = 1; step <= lines.length; step += 1) {
		const at = (index + step) % lines.length;
		if (lines[at].counted === null && !done.has(lines[at].itemCode)) return at;
	}
	return -1;
}

/** Counts that have not reached the host yet, kept in the browser: a tablet in a cellar has no network. */
export const storeName = (id: string, round: number) => `erphost.parts.count.${id}.${round}`;
export function keepUnsent(name: string, unsent: ReadonlyMap<string, number>): void {
	try {
		if (unsent.size === 0) localStorage.removeItem(name);
		else localStorage.setItem(name, JSON.stringify([...unsent]));
	} catch {
		// A browser that keeps nothing still sends.
	}
}
export function readUnsent(name: string): Map<string, number> {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
		if (!Array.isArray(kept)) return new Map();
		return new Map(kept.filter((one): one is [string, number] => Array.isArray(one) && typeof one[0] === 'string' && Number.isSafeInteger(one[1]) && one[1] >= 0));
	} catch {
		return new Map();
	}
}
