import { describe, expect, test } from 'vitest';
import { barsOption, type Bar } from './bars';
import { trendFrom, trendOption } from './trend';
import { kFewColor } from './types';

const texts = { rate: 'rate', target: 'target', interval: 'interval', answered: 'answered' };
const bar = (more: Partial<Bar> = {}): Bar => ({ name: 'A', value: 0.92, low: 0.85, high: 0.97, n: 96, few: false, ...more });
const lines = (...values: (number | null)[]) => [{ name: 'A', points: values.map((value) => ({ value, n: 10 })) }];

describe('bars', () => {
	test('begin at 0: they are compared by their length', () => {
		expect(barsOption([bar(), bar({ value: 0.99, low: 0.98 })], 0.95, texts).xAxis).toMatchObject({ min: 0, max: 1 });
	});
	test('too few answers are neither good nor poor', () => {
		const [series] = barsOption([bar({ value: 1, few: true })], 0.95, texts).series as { data: { itemStyle: { color: string } }[] }[];
		expect(series.data[0].itemStyle.color).toBe(kFewColor);
	});
});

describe('lines', () => {
	test.each([[[0.99, 0.96], 0.95, 0.9], [[0.9, 0.97], 0.95, 0.8], [[0.42], 0.95, 0.4], [[0.05], null, 0], [[1], null, 0.9], [[null], 0.95, 0.9]])('%j with target %j begin at %d', (values, target, from) => {
		expect(trendFrom(lines(...values), target)).toBeCloseTo(from);
		expect(trendOption(['2026-11'], lines(...values), target, '').yAxis).toMatchObject({ max: 1 });
	});
});
