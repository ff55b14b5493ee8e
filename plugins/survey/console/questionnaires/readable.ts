import { hasText } from '@/i18n';
import { yuan } from '@/composables/money';
import type { Condition, Question, Questionnaire } from './types';
import { inLanguage } from './types';
import { kChannels, kProducts, kStages } from '../types';

type Translate = (key: string, params?: Record<string, unknown>) => string;

/** A condition as a person reads it; names of questions and facts stay as they are in the questionnaire. */
export function conditionText(condition: Condition | null, t: Translate): string {
	if (condition === null) return '';
	const part = (inner: Condition) => ('all' in inner || 'any' in inner ? `(${conditionText(inner, t)})` : conditionText(inner, t));
	if ('all' in condition) return condition.all.map(part).join(` ${t('survey.questionnaires.and')} `);
	if ('any' in condition) return condition.any.map(part).join(` ${t('survey.questionnaires.or')} `);
	if ('not' in condition) return `${t('survey.questionnaires.not')} (${conditionText(condition.not, t)})`;
	const name = 'question' in condition ? condition.question : `#${condition.fact}`;
	if (condition.known !== undefined) return `${name} ${t(condition.known ? 'survey.questionnaires.known' : 'survey.questionnaires.unknown')}`;
	if (condition.is !== undefined) return `${name} = ${[condition.is].flat().join(' / ')}`;
	if (condition.class !== undefined) return `${name} → ${[condition.class].flat().join(' / ')}`;
	if (condition.above !== undefined) return `${name} > ${condition.above}`;
	if (condition.atLeast !== undefined) return `${name} ≥ ${condition.atLeast}`;
	return `${name} < ${condition.below ?? ''}`;
}

/** The name of an indicator, clock, offence or finding with its code; the code alone where it is one of the company's own. */
const named = (group: string, code: string, t: Translate) => (hasText(`${group}.${code.replace(/[.-]/g, '_')}`) ? `${t(`${group}.${code.replace(/[.-]/g, '_')}`)} (${code})` : code);

/** A question line by line; what is as usual is left out. */
export function questionLines(question: Question, locale: string, t: Translate): string[] {
	const colon = t('common.colon');
	const q = (key: string) => t(`survey.questionnaires.${key}`);
	const both = (text: { zh: string; en: string } | null) => (locale === 'zh' ? `${text?.zh ?? ''} / ${text?.en ?? ''}` : `${text?.en ?? ''} / ${text?.zh ?? ''}`);
	const edge = (limit: number | null) => (limit === null ? '' : question.kind === 'amount' ? yuan(limit) : String(limit));
	return [
		`[${question.id}] ${both(question.text)}`,
		`  ${t(`survey.questionnaires.kinds.${question.kind}`)} · ${q(question.required ? 'required' : 'notRequired')}${question.kind === 'yes_no' && question.good === 'no' ? ` · ${q('goodNo')}` : ''}${question.phrases ? ` · ${q('phrases')}` : ''}`,
		...(question.help ? [`  ${q('help')}${colon}${both(question.help)}`] : []),
		...question.options.map((option) => `  ○ ${option.id}: ${both(option.text)}${option.class ? ` → ${t(`survey.classes.${option.class}`)}` : ''}`),
		...(question.minimum !== null || question.maximum !== null ? [`  ${q('range')}${colon}${edge(question.minimum)} – ${edge(question.maximum)}${question.kind === 'amount' ? ` ${t('survey.script.yuan')}` : ''}`] : []),
		...(question.showIf ? [`  ${q('showIf')}${colon}${conditionText(question.showIf, t)}`] : []),
		...question.invalid.map((reason) => `  ${q('invalid')}${colon}${both(reason.text)}${reason.if ? ` (${conditionText(reason.if, t)})` : ''}`),
		...(question.indicator ? [`  ${q('indicator')}${colon}${named('survey.indicators', question.indicator, t)}`] : []),
		...(question.onTime ? [`  ${q('onTime')}${colon}${JSON.stringify(question.onTime)}`] : []),
		...(question.clock ? [`  ${q('clock')}${colon}${named('survey.clocks', question.clock, t)}`] : []),
		...(question.activation ? [`  ${q('activation')}`] : []),
		...question.violations.map((violation) => `  ${q('violation')}${colon}${named('survey.offences', violation.offence, t)} (${conditionText(violation.if, t)})`),
		...question.findings.map((finding) => `  ${q('finding')}${colon}${named('survey.findings', finding.finding, t)} (${conditionText(finding.if, t)})`),
	];
}

/** The whole questionnaire as text: what two versions are compared by. */
export function readable(questionnaire: Questionnaire, locale: string, t: Translate): string {
	const { applies } = questionnaire;
	const list = (group: string, known: readonly string[], values: string[]) =>
		(values.length ? values.map((value) => (known.includes(value) ? t(`survey.${group}.${value}`) : value)).join(t('common.comma')) : t('survey.questionnaires.any'));
	return [
		`${inLanguage(questionnaire.title, 'zh')} / ${inLanguage(questionnaire.title, 'en')}`,
		`${t('survey.questionnaires.group')}${t('common.colon')}${t(`survey.respondents.${questionnaire.group}`)}`,
		`${t('survey.questionnaires.applies')}${t('common.colon')}${[list('stages', kStages, applies.stages), list('services', ['install', 'repair'], applies.serviceTypes), list('products', kProducts, applies.productTypes), list('channels', kChannels, applies.channels)].join(' · ')}${applies.smartTv === null ? '' : ` · smart_tv ${applies.smartTv}`}`,
		...questionnaire.questions.flatMap((question) => ['', ...questionLines(question, locale, t)]),
	].join('\n');
}

export const emptyQuestion = (id: string): Question => ({
	id, kind: 'yes_no', text: { zh: '', en: '' }, help: null, required: true, good: 'yes', options: [], minimum: null, maximum: null, phrases: false,
	showIf: null, invalid: [], indicator: null, onTime: null, clock: null, activation: false, violations: [], findings: [],
});

/** What is edited as JSON: the parts that refer to other questions and to facts. */
export const kAdvanced = ['options', 'showIf', 'invalid', 'onTime', 'violations', 'findings'] as const;
export type Advanced = Pick<Question, (typeof kAdvanced)[number]>;
export const advancedOf = (question: Question): string => JSON.stringify(Object.fromEntries(kAdvanced.map((name) => [name, question[name]])), null, 2);
/** The parts out of the text; null where it is no JSON, or no object. Names that are not among them are ignored. */
export function parseAdvanced(text: string): Partial<Advanced> | null {
	try {
		const parsed: unknown = JSON.parse(text);
		if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return null;
		return Object.fromEntries(kAdvanced.filter((name) => name in parsed).map((name) => [name, (parsed as Advanced)[name]]));
	} catch {
		return null;
	}
}
