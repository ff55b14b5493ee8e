import type { Group, Question, ScriptAnswers } from '../../questionnaires/types';
import { holds, type Facts } from '../../form/script';
import type { ContactKind } from '../types';

/** What a contact's answer counts as; words of any kind do not count (contacts.md). */
export type Outcome = 'yes' | 'average' | 'no' | 'invalid';
export interface ContactAnswer {
	indicator: string;
	outcome: Outcome;
}

/** Whose questionnaire is asked: staff their own (SV-02), dealers, guides and forums that of big customers (SV-11). */
export const groupOf = (kind: ContactKind): Group | null =>
	(({ staff: 'staff', key_dealer: 'big', shop_guide: 'big', dealer_call: 'big', forum: 'big', provider_visit: null }) as const)[kind];

const kLevels: Record<string, Outcome> = { very_satisfied: 'yes', satisfied: 'yes', average: 'average', dissatisfied: 'no', very_dissatisfied: 'no' };
const kClasses: Record<string, Outcome> = { yes: 'yes', very_yes: 'yes', average: 'average', no: 'no', very_no: 'no', invalid: 'invalid' };

/** Null: not answered, or an answer of words. */
export function outcomeOf(question: Question, answers: ScriptAnswers, facts: Facts): Outcome | null {
	const given = answers[question.id];
	if (given?.invalid !== undefined) return 'invalid';
	const value = given?.value;
	if (value === undefined || value === '') return null;
	if (question.invalid.some((reason) => reason.if !== null && holds(reason.if, answers, facts))) return 'invalid';
	if (question.kind === 'level') return kLevels[String(value)] ?? null;
	if (question.kind === 'choice') return kClasses[question.options.find((option) => option.id === value)?.class ?? ''] ?? null;
	if (question.kind === 'yes_no') return value === question.good ? 'yes' : 'no';
	return question.kind === 'yes_no_average' ? (kClasses[String(value)] ?? null) : null;
}

/** What is counted: one outcome an indicator, of the questions that were shown. */
export const countedAnswers = (shown: Question[], answers: ScriptAnswers, facts: Facts): ContactAnswer[] =>
	shown.flatMap((question) => {
		const outcome = question.indicator ? outcomeOf(question, answers, facts) : null;
		return outcome && question.indicator ? [{ indicator: question.indicator, outcome }] : [];
	});

/** Answers that are not counted are kept as words of the result, so that nothing that was said is lost. */
export const spokenAnswers = (shown: Question[], answers: ScriptAnswers, facts: Facts, nameOf: (question: Question) => string, valueOf: (question: Question, value: unknown) => string): string[] =>
	shown.flatMap((question) => {
		const given = answers[question.id];
		const text = [given?.value === undefined || given.value === '' ? '' : valueOf(question, given.value), given?.said?.trim() ?? ''].filter(Boolean).join(' ');
		const counted = question.indicator !== null && outcomeOf(question, answers, facts) !== null && !given?.said?.trim();
		return text && !counted ? [`${nameOf(question)} ${text}`] : [];
	});
