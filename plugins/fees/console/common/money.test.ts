import { describe, expect, test } from 'vitest';
import { fenOf, yuan, yuanCell, yuanPlain } from '@/composables/money';
import { quantityText } from './words';

describe('FE-08: money is whole fen, to the last digit', () => {
	test('yuan to fen and back loses nothing', () => {
		for (let fen = 0; fen < 200_000; fen += 7) expect(fenOf(yuanPlain(fen))).toBe(fen);
		for (const fen of [1, 5, 99, 100, 101, 99_999_999]) expect(fenOf(yuan(fen))).toBe(fen);
		expect(yuanPlain(-5)).toBe('-0.05');
		expect(yuanCell(-123_456)).toBe(-1234.56);
		expect(yuanCell(null)).toBe(null);
	});
	test('what is no sum is none', () => {
		for (const typed of ['', '-1', '1.234', '1e3', 'abc', '1.2.3', '１2x']) expect(fenOf(typed), typed).toBe(null);
	});
});

describe('quantities are whole smallest units', () => {
	test('as people count them', () => {
		expect(quantityText(2500, 1000, 'm')).toBe('2.5 m');
		expect(quantityText(3, 1, '个')).toBe('3 个');
		expect(quantityText(-1050, 1000, 'kg')).toBe('-1.05 kg');
		expect(quantityText(5, 12, '箱')).toBe('0 5/12 箱');
	});
});
