import { describe, expect, test } from 'vitest';
import type { StocktakeLine } from '../../deskTypes';
import { asked, keepUnsent, nextOpen, readUnsent } from './counting';

const line = (itemCode: string, counted: number | null, isAsked = true): StocktakeLine => ({ itemCode, itemName: '', specification: '', unit: '个', unitSize: 1, valueClass: 'C', asked: isAsked, counted, countedBy: '' });

describe('PT-06 counting on a tablet', () => {
	test('goes to the next line that is not counted, and ends when all are', () => {
		const lines = asked([line('A', 1), line('B', null), line('C', null, false), line('D', null)]);
		expect(lines.map((one) => one.itemCode)).toEqual(['A', 'B', 'D']);
		expect(nextOpen(lines, 0, new Map())).toBe(1);
		expect(nextOpen(lines, 1, new Map([['B', 0]]))).toBe(2);
		expect(nextOpen(lines, 2, new Map())).toBe(1);
		expect(nextOpen(lines, 2, new Map([['B', 3], ['D', 0]]))).toBe(-1);
	});
	test('counts that were not sent outlive a reload; rubbish in the store is not sent', () => {
		keepUnsent('t', new Map([['A', 0], ['B', 12]]));
		expect([...readUnsent('t')]).toEqual([['A', 0], ['B', 12]]);
		localStorage.setItem('t', '[["A",-1],["B",1.5],[1,2],["C",3]]');
		expect([...readUnsent('t')]).toEqual([['C', 3]]);
		localStorage.setItem('t', 'x');
		expect(readUnsent('t').size).toBe(0);
		keepUnsent('t', new Map());
		expect(localStorage.getItem('t')).toBeNull();
	});
});
