import { beforeEach, describe, expect, test } from 'vitest';
import { barsOf } from '../figures/types';
import { draftsOf, dropDraft, isEmpty, keepDraft, readDraft, type Draft } from './draft';
import { worstOf } from './erpProgress';
import { actionOf, kLetters } from './keys';

const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
	({ key: name, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...more });
const draft = (taskId: string, savedAt: number): Draft =>
	({ taskId, number: 'HF-1', disposition: 'answered', level: 'dissatisfied', words: '漏水', plannedAt: null, key: 'k', savedAt });

describe('keys', () => {
	test('[SV-50] 1 to 5 are the levels, letters the dispositions, each letter once', () => {
		expect(actionOf(key('1'), false)).toEqual({ kind: 'level', level: 'very_satisfied' });
		expect(actionOf(key('5'), false)).toEqual({ kind: 'level', level: 'very_dissatisfied' });
		expect(actionOf(key('n'), false)).toEqual({ kind: 'disposition', disposition: 'no_answer' });
		expect(new Set(Object.values(kLetters)).size).toBe(Object.keys(kLetters).length);
	});
	test('in a text field letters are letters; saving and leaving work', () => {
		expect(actionOf(key('4'), true)).toBeNull();
		expect(actionOf(key('Enter', { ctrlKey: true }), true)).toEqual({ kind: 'save' });
		expect(actionOf(key('Escape'), true)).toEqual({ kind: 'leaveField' });
		expect(actionOf(key('Escape'), false)).toEqual({ kind: 'release' });
	});
	test('nothing while an input method composes, and no shortcut of the browser is taken', () => {
		expect(actionOf(key('1', { isComposing: true }), false)).toBeNull();
		expect(actionOf(key('Escape', { isComposing: true }), true)).toBeNull();
		expect(actionOf(key('r', { ctrlKey: true }), false)).toBeNull();
	});
});

describe('drafts', () => {
	beforeEach(() => localStorage.clear());
	test('belong to a person and a task, and are gone when saved', () => {
		keepDraft('u1', draft('t1', 1_000));
		expect(readDraft('u1', 't1')?.words).toBe('漏水');
		expect(readDraft('u2', 't1')).toBeNull();
		expect(draftsOf('u2', 2_000)).toEqual([]);
		dropDraft('u1', 't1');
		expect(readDraft('u1', 't1')).toBeNull();
	});
	test('customers’ words do not lie about longer than a week', () => {
		keepDraft('u1', draft('old', 0));
		keepDraft('u1', draft('new', 6 * 86_400_000));
		expect(draftsOf('u1', 8 * 86_400_000).map((one) => one.taskId)).toEqual(['new']);
		expect(localStorage.length).toBe(1);
	});
	test('blanks are no draft', () => {
		expect(isEmpty({ disposition: null, level: null, words: ' \n', plannedAt: null })).toBe(true);
	});
});

describe('figures and progress', () => {
	test('[SV-57] rates without answers are no bars; equal rates by their n', () => {
		const row = (name: string, value: number | null, n: number) =>
			({ key: name, name, answered: n, dissatisfied: 0, veryDissatisfied: 0, refused: 0, notReached: 0, satisfaction: { numerator: n, denominator: n, value, low: value, high: value } });
		expect(barsOf([row('a', null, 0), row('b', 1, 3), row('c', 1, 96), row('d', 0.9, 10)]).map((bar) => bar.name)).toEqual(['c', 'b', 'd']);
	});
	test('of several records the one that somebody must know of', () => {
		expect(worstOf([{ state: 'confirmed' }, { state: 'refused' }])).toBe('refused');
		expect(worstOf([{ state: 'confirmed' }, { state: 'sending' }])).toBe('sending');
		expect(worstOf([])).toBe('none');
	});
});
