import { describe, expect, test } from 'vitest';
import { lookOf, usedShare, type Running } from './time';

const kHour = 3_600_000;
const clock = (change: Partial<Running> = {}): Running => ({ startedAt: 0, dueAt: 10 * kHour, paused: false, over: false, ...change });

describe('CP-12 clocks on the board', () => {
	test('good, near from half of the time on, late when it is over', () => {
		expect(lookOf(clock(), 4 * kHour)).toBe('good');
		expect(lookOf(clock(), 5 * kHour)).toBe('near');
		expect(lookOf(clock(), 10 * kHour)).toBe('late');
		expect(usedShare(clock(), 12 * kHour)).toBe(1);
	});
	test('a paused clock is never late, one without a limit never near', () => {
		expect(lookOf(clock({ paused: true }), 20 * kHour)).toBe('paused');
		expect(lookOf(clock({ dueAt: null }), 20 * kHour)).toBe('none');
		expect(lookOf(clock({ over: true }), 20 * kHour)).toBe('over');
	});
	test('the server’s share counts: it knows office hours and pauses', () => {
		expect(usedShare(clock({ usedPercent: 12 }), 6 * kHour)).toBe(0.12);
		expect(lookOf(clock({ usedPercent: 12 }), 6 * kHour)).toBe('good');
	});
});
