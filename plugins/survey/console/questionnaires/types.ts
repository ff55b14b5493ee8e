import type { Channel, Stage } from '../types';

/** Shapes of plugins/survey/docs/answers.md. */
export interface Text {
	zh: string;
	en: string;
}
export type Value = string | number | boolean;
export type Class = 'yes' | 'average' | 'no' | 'very_yes' | 'very_no' | 'invalid';
export type Group = 'end' | 'big' | 'manufacturer' | 'staff';
export const kGroups: Group[] = ['end', 'big', 'manufacturer', 'staff'];
export const kKinds = ['yes_no', 'yes_no_average', 'level', 'choice', 'amount', 'number', 'text', 'time'] as const;
export type Kind = (typeof kKinds)[number];

interface Comparison {
	is?: Value | Value[];
	above?: number;
	atLeast?: number;
	below?: number;
	known?: boolean;
	class?: Class | Class[];
}
export type Condition =
	| ({ question: string } & Comparison)
	| ({ fact: string } & Comparison)
	| { all: Condition[] }
	| { any: Condition[] }
	| { not: Condition };

export interface Question {
	id: string;
	kind: Kind;
	text: Text;
	help: Text | null;
	required: boolean;
	good: 'yes' | 'no';
	options: { id: string; text: Text; class: Class | null }[];
	minimum: number | null;
	maximum: number | null;
	phrases: boolean;
	showIf: Condition | null;
	invalid: { id: string; text: Text; if: Condition | null }[];
	indicator: string | null;
	onTime: { cause: string; agreedAt: string | null; arrivedAt: string | null; deliveredAt: string | null } | null;
	clock: string | null;
	activation: boolean;
	violations: { offence: string; if: Condition }[];
	findings: { finding: string; amount: string | null; if: Condition }[];
}

export interface Applies {
	stages: Stage[];
	serviceTypes: string[];
	productTypes: string[];
	channels: Channel[];
	smartTv: boolean | null;
}

export interface Questionnaire {
	id: string;
	title: Text;
	group: Group;
	applies: Applies;
	validFrom: string;
	validTo: string | null;
	questions: Question[];
}
export type Versioned = Questionnaire & { version: number };

/** An answer as it is entered: a value, or why it does not count; and what was said. */
export interface Given {
	value?: Value;
	said?: string;
	invalid?: string;
}
export type ScriptAnswers = Record<string, Given | undefined>;

export interface Person {
	id: string;
	name: string;
}
export interface Version {
	id: string;
	version: number | null;
	/** `offered`: a new release's text where the company has published a version of its own. */
	state: 'published' | 'offered';
	shipped: boolean;
	validFrom: string;
	validTo: string | null;
	author: Person;
	publishedAt: number;
	basedOn: number | null;
	inForce: boolean;
}
export type Line = Version & { title: Text; group: Group; applies: Applies; questions: number; draft: { revision: number; author: Person; changedAt: number } | null };
export interface Mistake {
	pointer: string;
	code: string;
	message: Text;
}
export interface StoredDraft {
	id: string;
	revision: number;
	basedOn: number | null;
	content: Questionnaire;
	author: Person;
	changedAt: number;
	problems: Mistake[];
}
export interface Versions {
	id: string;
	versions: Version[];
	draft: StoredDraft | null;
}

/** Recorded answers of one attempt. */
export interface Sheet {
	round: number;
	attempt: number;
	revision: number;
	questionnaire: string;
	version: number;
	channel: Channel;
	author: Person;
	at: number;
	reason: string | null;
	answers: { question: string; text: Text; kind: Kind; value: Value | null; valueText?: Text | null; said: string; class: Class | null; invalidReason: string | null; invalidText: Text | null; indicator: string | null }[];
}

/** Questions are data with texts of their own. */
export const inLanguage = (text: Text | null | undefined, locale: string): string => (text ? (locale === 'zh' ? text.zh : text.en) || text.zh || text.en : '');
