import { describe, expect, test } from 'vitest';
import type { Hand } from '../types';
import { chosen, mixtureOf, scanHand, type HandRow } from './hands';

const row = (line: number, issuedOn: string, held: number, order: string | null = null): HandRow => ({
	hand: { itemCode: 'GL-001', documentId: 'd', line, issuedOn, held, unit: '块', unitSize: 1, order: order ? { kind: 'work_order', branchId: 'MX', key: order, number: order } : null } as Hand,
	quantity: null, chargedFen: null,
});

describe('PT-02 return and write-off at the desk', () => {
	test('a scanned code goes to the oldest issue that has some left, and never over what is held', () => {
		const rows = [row(2, '2026-11-20', 1), row(1, '2026-11-18', 1)];
		expect(scanHand(rows, 'gl-001', null)).toBe(true);
		expect(rows[1].quantity).toBe(1);
		expect(scanHand(rows, 'GL-001', null)).toBe(true);
		expect(scanHand(rows, 'GL-001', null)).toBe(false);
		expect(scanHand(rows, 'XX', null)).toBe(false);
		expect(chosen(rows).length).toBe(2);
	});
	test('issues of one order, or issues without an order: never both on one paper', () => {
		const rows = [row(1, '2026-11-18', 1, 'AZ1'), row(2, '2026-11-18', 1), row(3, '2026-11-18', 1, 'AZ2')];
		expect(mixtureOf(rows)).toBe('none');
		rows[0].quantity = 1;
		expect(mixtureOf(rows)).toBe('with_order');
		rows[1].quantity = 1;
		expect(mixtureOf(rows)).toBe('mixed');
		rows[0].quantity = null;
		expect(mixtureOf(rows)).toBe('without_order');
		rows[1].quantity = 0;
		rows[0].quantity = rows[2].quantity = 1;
		expect(mixtureOf(rows)).toBe('several_orders');
	});
});
