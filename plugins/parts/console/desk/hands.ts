import type { Hand } from '../types';

/** What a technician has in his hands, and how much of it is given back or used now. */
export interface HandRow {
	hand: Hand;
	quantity: number | null;
	chargedFen: number | null;
}
export const keyOfHand = (hand: Hand): string => `${hand.documentId}/${hand.line}`;

/** A scanned code adds to the oldest issue of it that has something left. False: he holds no more of it. */
export function scanHand(rows: HandRow[], code: string, add: number | null): boolean {
	for (const row of [...rows].sort((a, b) => (a.hand.issuedOn < b.hand.issuedOn ? -1 : a.hand.issuedOn > b.hand.issuedOn ? 1 : 0))) {
		if (row.hand.itemCode.toLowerCase() !== code.toLowerCase()) continue;
		const wanted = (row.quantity ?? 0) + (add ?? row.hand.unitSize);
		if (wanted > row.hand.held) continue;
		row.quantity = wanted;
		return true;
	}
	return false;
}
export const chosen = (rows: HandRow[]): HandRow[] => rows.filter((row) => (row.quantity ?? 0) > 0);
export const isOver = (row: HandRow): boolean => (row.quantity ?? 0) > row.hand.held;

/** Issues that already name their order, and others, are written off on papers of their own. */
export type Mixture = 'none' | 'with_order' | 'without_order' | 'mixed' | 'several_orders';
export function mixtureOf(rows: HandRow[]): Mixture {
	const all = chosen(rows);
	if (all.length === 0) return 'none';
	const orders = new Set(all.map((row) => (row.hand.order ? `${row.hand.order.kind}|${row.hand.order.branchId}|${row.hand.order.key}` : '')));
	if (orders.has('')) return orders.size === 1 ? 'without_order' : 'mixed';
	return orders.size === 1 ? 'with_order' : 'several_orders';
}
