import { describe, expect, test } from 'vitest';
import { emptyQuestion, parseAdvanced, readable } from '../questionnaires/readable';
import type { Condition, Question, Questionnaire } from '../questionnaires/types';
import { answersToSend, choicesOf, chosen, firstMissing, holds, isAnswered, visibleQuestions } from './script';
import { telLink } from './dial';
import { fenOf, yuan } from '@/composables/money';
import { timeOf } from '../contacts/types';
import { isCustomersNumber } from '../onsite/types';

const question = (id: string, more: Partial<Question> = {}): Question => ({ ...emptyQuestion(id), ...more });
const asked = (...questions: Question[]): Questionnaire => ({
	id: 'q', title: { zh: '问卷', en: 'Questions' }, group: 'end', applies: { stages: ['on_site'], serviceTypes: [], productTypes: [], channels: [], smartTv: null }, validFrom: '2026-01-01', validTo: null, questions,
});

describe('which questions are asked', () => {
	const probe = asked(question('belt'), question('needed', { showIf: { question: 'belt', is: 'no' } }), question('why', { showIf: { question: 'needed', is: 'yes' } }));
	const ids = (answers: Parameters<typeof visibleQuestions>[1]) => visibleQuestions(probe, answers, {}).map((one) => one.id);
	test('[SV-35] a "no" is probed, a "yes" is not', () => {
		expect(ids({})).toEqual(['belt']);
		expect(ids({ belt: { value: 'yes' } })).toEqual(['belt']);
		expect(ids({ belt: { value: 'no' } })).toEqual(['belt', 'needed']);
	});
	test('what was answered to a hidden question says nothing and is not sent', () => {
		const answers = { belt: { value: 'yes' }, needed: { value: 'yes' }, why: { value: 'no' } };
		expect(ids(answers)).toEqual(['belt']);
		expect(answersToSend(visibleQuestions(probe, answers, {}), answers)).toEqual({ belt: { value: 'yes' } });
	});
	test('[SV-36] what cannot count is not asked; a reason that a later question gives does not hide', () => {
		const reason = (condition: Condition) => [{ id: 'r', text: { zh: '无效', en: 'no' }, if: condition }];
		const shown = (answers: Parameters<typeof visibleQuestions>[1]) => visibleQuestions(asked(
			question('charged'), question('receipt', { invalid: reason({ question: 'charged', is: 'no' }) }),
			question('test_run', { invalid: reason({ not: { question: 'possible', is: 'yes' } }) }), question('possible', { showIf: { question: 'test_run', is: 'no' } }),
		), answers, {}).map((one) => one.id);
		expect(shown({ charged: { value: 'no' } })).toEqual(['charged', 'test_run']);
		expect(shown({ charged: { value: 'yes' }, test_run: { value: 'no' } })).toEqual(['charged', 'receipt', 'test_run', 'possible']);
	});
	test('a comparison with something unknown does not hold, its opposite does', () => {
		const floor: Condition = { fact: 'floor', atLeast: 2 };
		expect(holds(floor, {}, {})).toBe(false);
		expect(holds({ not: floor }, {}, {})).toBe(true);
		expect(holds({ fact: 'floor', known: false }, {}, {})).toBe(true);
		expect(holds(floor, {}, { floor: 2 })).toBe(true);
		expect(holds({ fact: 'floor', above: 2 }, {}, { floor: 2 })).toBe(false);
		expect(holds({ any: [{ fact: 'floor', below: 2 }, { fact: 'brand', is: ['格力', '美的'] }] }, {}, { floor: 3, brand: '美的' })).toBe(true);
		expect(holds({ all: [] }, {}, {})).toBe(true);
	});
});

describe('answers', () => {
	const attitude = question('attitude', { kind: 'yes_no_average', phrases: true, invalid: [{ id: 'away', text: { zh: '不在家', en: 'away' }, if: null }, { id: 'auto', text: { zh: '自动', en: 'auto' }, if: { fact: 'floor', above: 1 } }] });
	test('digits: the answers, then the reasons that a clerk may name', () => {
		expect(choicesOf(attitude).map((choice) => `${choice.digit}${choice.id}`)).toEqual(['1yes', '2average', '3no', '4away']);
		expect(choicesOf(question('paid', { kind: 'amount' }))).toEqual([]);
	});
	test('pressing again takes back; words stay; value and reason exclude each other', () => {
		const [yes, , , away] = choicesOf(attitude);
		expect(chosen({ said: '好' }, yes)).toEqual({ said: '好', value: 'yes' });
		expect(chosen({ said: '好', value: 'yes' }, yes)).toEqual({ said: '好' });
		expect(chosen({ value: 'yes' }, away)).toEqual({ invalid: 'away' });
	});
	test('[SV-39] words alone answer only where the list of phrases classes them', () => {
		expect(isAnswered(attitude, { said: '挺好' })).toBe(true);
		expect(isAnswered(question('belt'), { said: '挺好' })).toBe(false);
		expect(firstMissing([question('a', { required: false }), question('b')], {})?.id).toBe('b');
	});
});

describe('small things of a call', () => {
	test('money is whole fen', () => {
		expect([fenOf('120.5'), fenOf('0.05'), fenOf('7'), fenOf('1.234'), fenOf('-1'), fenOf('abc')]).toEqual([12_050, 5, 700, null, null, null]);
		expect([yuan(12_050), yuan(5), yuan(-5), yuan(null)]).toEqual(['120.50', '0.05', '−0.05', '—']);
	});
	test('[SV-22] the customer\'s number is known with blanks and country code, and a short one is nobody\'s', () => {
		const order = { phone: '139 1602 3757', phone2: '0916-3512345' };
		expect(isCustomersNumber('+86 13916023757', order)).toBe(true);
		expect(isCustomersNumber('09163512345', order)).toBe(true);
		expect(isCustomersNumber('13916023758', order)).toBe(false);
		expect(isCustomersNumber('', { phone: '', phone2: '' })).toBe(false);
	});
	test('a dialled number, a time of day', () => {
		expect(telLink('139-1602 3757', '9,')).toBe('tel:9,13916023757');
		expect([timeOf('8:45'), timeOf('21：00'), timeOf('24:00'), timeOf('noon')]).toEqual(['08:45', '21:00', null, null]);
	});
	test('two versions of a questionnaire differ in what people read', () => {
		const t = (key: string) => key;
		expect(readable(asked(question('a')), 'zh', t)).not.toBe(readable(asked(question('a', { required: false })), 'zh', t));
		expect(parseAdvanced('{"showIf": null, "id": "x"}')).toEqual({ showIf: null });
		expect(parseAdvanced('[1]')).toBeNull();
		expect(parseAdvanced('{')).toBeNull();
	});
});
