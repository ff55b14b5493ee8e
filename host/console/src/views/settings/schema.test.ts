import { describe, expect, test } from 'vitest';
import { emptyOf, itemOf, linesOf, schemaOf, shapeOf, unitOf, type Schema, type Words } from './schema';

const words: Words = { field: (name) => name, choice: String, yes: 'yes', no: 'no', yuan: 'yuan' };
const kFines: Schema = { type: 'object', additionalProperties: { type: 'object', required: ['fen'], properties: { fen: { type: ['integer', 'null'], minimum: 0 } } } };

describe('settings by schema', () => {
	test('shapes: form, table, list, single value', () => {
		expect(shapeOf({ type: 'object', properties: { a: { type: 'integer' } } })).toBe('fields');
		expect(shapeOf(kFines)).toBe('map');
		expect(shapeOf({ type: 'array', items: { type: 'string' } })).toBe('list');
		expect(shapeOf({ type: ['integer', 'null'] })).toBe('number');
		expect(shapeOf({ enum: ['a', 'b'] })).toBe('choice');
	});
	test('money is shown in yuan and shares in per cent; what is stored stays whole', () => {
		expect(unitOf('fen', { type: 'integer' })).toBe('yuan');
		expect(unitOf('sumFen', { type: 'integer' })).toBe('yuan');
		expect(unitOf('on_site', { type: 'integer', minimum: 0, maximum: 10_000 })).toBe('percent');
		expect(unitOf('attempts', { type: 'integer', maximum: 20 })).toBeNull();
	});
	test('a difference has one line a row', () => {
		expect(linesOf({ 'A-UNSAFE': { fen: 5000 }, 'A-DEPARTMENT': { fen: null } }, kFines, words)).toEqual(['A-UNSAFE: 50.00 yuan', 'A-DEPARTMENT: —']);
		expect(linesOf(['09:30', '14:30'], { type: 'array', items: { type: 'string' } }, words)).toEqual(['09:30', '14:30']);
		expect(linesOf({ on_site: 5000 }, { type: 'object', properties: { on_site: { type: 'integer', maximum: 10_000 } } }, words)).toEqual(['on_site: 50 %']);
	});
	test('a new row holds what is required', () => {
		expect(emptyOf(kFines.additionalProperties as Schema)).toEqual({ fen: null });
		expect(emptyOf({ type: 'integer', minimum: 3 })).toBe(3);
	});
	test('entries named by a pattern have the pattern\'s schema', () => {
		const unit: Schema = { enum: ['minutes', 'hours'] };
		expect(itemOf({ type: 'object', additionalProperties: false, patternProperties: { '^[a-z_]+$': unit } }, { sheet: 'hours' })).toBe(unit);
	});
	test('a value without schema shows itself', () => {
		expect(shapeOf(schemaOf({ a: [1] }))).toBe('fields');
	});
});
