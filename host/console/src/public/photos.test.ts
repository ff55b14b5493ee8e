import { describe, expect, test } from 'vitest';
import { en } from './texts/en';
import { zh } from './texts/zh';
import { base64Of, bytesOf, fitted } from './photos';

describe('photos of a public answer', () => {
	test('are scaled to 1600 px at most, and never up', () => {
		expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
		expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 });
		expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
		expect(fitted(9000, 1)).toEqual({ width: 1600, height: 1 });
	});
	test('are counted in bytes, not in characters of base64', () => {
		const url = `data:image/jpeg;base64,${'A'.repeat(400)}`;
		expect(bytesOf(url)).toBe(300);
		expect(base64Of(url)).toHaveLength(400);
	});
});

describe('texts of the public pages', () => {
	const keys = (value: unknown, path = ''): string[] =>
		typeof value === 'string' ? [path] : Object.entries(value as object).flatMap(([name, inner]) => keys(inner, `${path}.${name}`));
	test('are complete in both languages', () => {
		expect(keys(en).sort()).toEqual(keys(zh).sort());
		expect(JSON.stringify(en)).not.toMatch(/[\u4e00-\u9fff]/);
	});
});
