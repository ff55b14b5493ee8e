/** Shapes of the complaints API: contact sheets, clocks, overdue orders (plugins/complaints/docs/sheets.md). */

import type { OrderKind } from './types';

export type SheetState = 'draft' | 'sent' | 'answered' | 'accepted' | 'archived' | 'returned' | 'withdrawn';
export const kSheetStates: SheetState[] = ['draft', 'sent', 'answered', 'returned', 'accepted', 'archived', 'withdrawn'];
export type SheetDepartment = 'after_sales' | 'logistics' | 'store';
export const kSheetDepartments: SheetDepartment[] = ['after_sales', 'logistics', 'store'];
export type Via = 'console' | 'erp' | 'link' | 'paper';

export interface Sheet {
	id: string;
	number: string;
	caseId: string;
	caseNumber: string;
	kind: OrderKind;
	branchId: string;
	branchName: string;
	orderKey: string;
	orderNumber: string;
	department: SheetDepartment;
	problem: string;
	state: SheetState;
	round: number;
	createdAt: number;
	createdByName: string;
	signedAt: number | null;
	signedByName: string | null;
	sentAt: number | null;
	dueAt: number | null;
	dueProvisional: boolean;
	overdue: boolean;
	answeredAt: number | null;
	answeredByName: string | null;
	via: Via | null;
	late: boolean;
	result: string | null;
	measure: string | null;
	withdrawnReason: string | null;
	hasLink: boolean;
	version: number;
}

export interface SheetAnswer {
	id: string;
	round: number;
	at: number;
	enteredAt: number;
	byName: string;
	via: Via;
	result: string;
	measure: string;
	facts: string | null;
	cause: string | null;
	solution: string | null;
	carriedOut: string | null;
	/** False: came second, kept as a remark. */
	stands: boolean;
	late: boolean;
	files: { id: string; name: string; mediaType: string }[];
}

export interface SheetDetail extends Sheet {
	answers: SheetAnswer[];
	history: { at: number; what: string; byName: string; note: string }[];
	clock: { id: string; dueAt: number | null; state: ClockState; level: number } | null;
	link: { expiresAt: number; issuedAt: number } | null;
}
export interface SheetPrint extends Sheet {
	customerName: string;
	phone: string;
	address: string;
	product: string;
	company: string;
}
export interface SheetLink {
	token: string;
	path: string;
	expiresAt: number;
}
export interface SheetAnswerDraft {
	result: string;
	measure: string;
	facts?: string;
	cause?: string;
	solution?: string;
	carriedOut?: string;
	byName?: string;
	answeredAt?: number;
	scan?: { name: string; mediaType: string; base64: string };
}

export type ClockState = 'running' | 'paused' | 'done' | 'void';
export const kClocks = [
	'first_answer', 'salesperson_report', 'manufacturer_report', 'sheet', 'penalty_notice',
	'dispatch', 'contact', 'appointment', 'finish', 'on_site', 'workshop', 'delivery',
];
export const kPauseReasons = ['customer_not_reachable', 'waiting_for_parts', 'agreed_with_customer'];

export interface Clock {
	id: string;
	clock: string;
	subject: 'case' | 'sheet' | 'notice' | 'order';
	caseId: string | null;
	caseNumber: string | null;
	sheetId: string | null;
	kind: OrderKind | null;
	branchId: string;
	branchName: string;
	orderKey: string | null;
	orderNumber: string | null;
	personKey: string | null;
	personName: string | null;
	startedAt: number;
	/** Null where it is agreed by hand. */
	dueAt: number | null;
	dueProvisional: boolean;
	usedPercent: number;
	state: ClockState;
	pausedBy: string | null;
	pausedSince: number | null;
	level: number;
	nextWarningAt: number | null;
	doneAt: number | null;
	late: boolean;
	basis: 'event' | 'typed' | null;
	proposal: 'none' | 'waiting' | 'proposed' | 'withdrawn' | 'in_time';
	version: number;
}
export interface ClockDetail extends Clock {
	pauses: { from: number; to: number | null; reason: string; note: string; byName: string }[];
	warnings: { level: number; at: number; dueAt: number }[];
	target: { unit: string; count: number } | null;
}
export interface ClockBoard {
	erpAway: { since: number } | null;
	items: { clock: string; running: number; paused: number; late: number; level1: number; level2: number; level3: number; nextDueAt: number | null }[];
}

/** CP-17: counts by hours, and from how many hours something is proposed for the customer. */
export interface Buckets {
	buckets: Bucket[];
	compensationHours: number;
	exchangeHours: number;
}
export interface Bucket {
	fromHours: number;
	toHours: number | null;
	orders: number;
}
export interface Remedy {
	id: string;
	remedy: 'compensation' | 'exchange';
	state: 'proposed' | 'approved' | 'declined';
	sumFen: number | null;
	kind: OrderKind;
	branchId: string;
	orderKey: string;
	orderNumber: string;
	proposedAt: number;
	hours: number;
	decidedAt: number | null;
	decidedByName: string | null;
	reason: string | null;
	version: number;
}
export interface OverdueOrder {
	kind: OrderKind;
	branchId: string;
	branchName: string;
	orderKey: string;
	orderNumber: string;
	since: number;
	hours: number;
	remedies: Remedy[];
}
