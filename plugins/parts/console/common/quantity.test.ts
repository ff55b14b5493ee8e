import { describe, expect, test } from 'vitest';
import { amount, inUnits, kMostQuantity, smallest } from './quantity';

describe('PT-19 quantities in units, kept in smallest units', () => {
	test('metres of copper pipe, exactly', () => {
		expect(inUnits(2350, 1000)).toBe('2.35');
		expect(inUnits(1, 1000)).toBe('0.001');
		expect(inUnits(-500, 1000)).toBe('−0.5');
		expect(smallest('2.35', 1000)).toBe(2350);
		expect(smallest('0.1', 1000)).toBe(100);
		expect(smallest('2.3501', 1000)).toBeNull();
	});
	test('pieces have no fractions', () => {
		expect(amount(3, { unit: '个', unitSize: 1 })).toBe('3 个');
		expect(smallest('3', 1)).toBe(3);
		expect(smallest('3.5', 1)).toBeNull();
		expect(smallest('3.0', 1)).toBe(3);
	});
	test('a dozen in a box is written as parts of it', () => {
		expect(inUnits(31, 12)).toBe('2 7/12');
		expect(inUnits(7, 12)).toBe('7/12');
		expect(smallest('2 7/12', 12)).toBe(31);
		expect(smallest('2.5', 12)).toBe(30);
		expect(smallest('1/7', 12)).toBeNull();
		expect(smallest('1/0', 12)).toBeNull();
	});
	test('what is written is read back as the same, whatever the unit', () => {
		for (const size of [1, 2, 6, 8, 12, 100, 144, 1000, 1024, 1_000_000]) {
			for (let quantity = 0; quantity < 5000; quantity += 37) expect(smallest(inUnits(quantity, size), size), `${quantity} of ${size}`).toBe(quantity);
		}
		expect(smallest(inUnits(kMostQuantity, 1000), 1000)).toBe(kMostQuantity);
	});
	test('no number, below zero, too much: refused', () => {
		for (const text of ['', '-1', '1e3', 'abc', '１２', '9999999999999', '1.2.3']) expect(smallest(text, 1000), text).toBeNull();
		expect(inUnits(null, 1)).toBe('—');
	});
});
