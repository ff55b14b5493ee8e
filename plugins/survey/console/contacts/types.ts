import type { Level } from '../types';

/** Shapes of plugins/survey/docs/contacts.md. */
export const kTabs = ['due', 'plans', 'roster', 'messages'] as const;
export const kContactKinds = ['provider_visit', 'key_dealer', 'shop_guide', 'dealer_call', 'forum', 'staff'] as const;
export type ContactKind = (typeof kContactKinds)[number];
export const kEvery = ['month', 'half_month', 'quarter'] as const;
export type Every = (typeof kEvery)[number];

export interface ContactPlan {
	id: string;
	kind: ContactKind;
	every: Every;
	branchId: string;
	party: string;
	partyKey: string;
	/** Staff: about which department (SV-02). */
	department: string;
	person: string;
	active: boolean;
	from: string;
	note: string;
	version: number;
}
export interface Contact {
	id: string;
	planId: string;
	kind: ContactKind;
	branchId: string;
	party: string;
	department: string;
	person: string;
	period: string;
	dueOn: string;
	overdue: boolean;
	remindOn: string;
	state: 'due' | 'done' | 'dropped';
	result: string;
	level: Level | null;
	doneAt: number | null;
	doneBy: string | null;
	version: number;
}
export interface Shift {
	person: string;
	from: string;
	to: string;
}
/** A day of the duty roster (SV-07). */
export interface RosterDay {
	date: string;
	entries: Shift[];
	sales: number | null;
	/** Clerks for the evening, by the day's sales. */
	proposed: number;
	/** Clerks who stand on the roster for the evening. */
	evening: number;
	version: number;
}
export interface Message {
	id: string;
	occasion: string;
	taskId: string | null;
	orderNumber: string;
	branchId: string;
	sentAt: number;
	state: 'queued' | 'sent' | 'failed';
	reply: string | null;
	replyAt: number | null;
	remark: string | null;
}

/** "8:45" and "08：45" are times of day too. Null where it is none. */
export function timeOf(text: string): string | null {
	const match = /^\s*(\d{1,2})[:：](\d{2})\s*$/.exec(text);
	if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return null;
	return `${match[1].padStart(2, '0')}:${match[2]}`;
}
