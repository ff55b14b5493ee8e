import type { Check, Disposition, Level, TaskDetail } from '../types';

/** Shapes of plugins/survey/docs/rounds.md. */
export interface OnSiteOrder {
	branchId: string;
	branchName: string;
	orderKey: string;
	orderNumber: string;
	status: string;
	productType: string;
	serviceType: string | null;
	brand: string;
	model: string;
	customerName: string;
	phone: string;
	phone2: string;
	address: string;
	technicianName: string;
	providerName: string;
	completedAt: number | null;
	task: { id: string; number: string; state: string; version: number } | null;
}

export interface DeskCall {
	taskId: string;
	number: string;
	orderNumber: string;
	branchId: string;
	branchName: string;
	brand: string;
	model: string;
	technicianName: string;
	at: number;
	clerkName: string;
	disposition: Disposition;
	level: Level | null;
	mismatch: boolean;
	courtesy: boolean;
}
/** The newest calls of a business day; the counts are over all of them. */
export interface DeskDay {
	date: string;
	total: number;
	mismatches: number;
	notContent: number;
	withoutCourtesy: number;
	items: DeskCall[];
}

/** SV-20, in the order of the keys. */
export const kChecks = ['name', 'phone', 'brand'] as const;
export type CheckName = (typeof kChecks)[number];
/** A check that is not made yet has result null. */
export type CheckDraft = { result: Check['result'] | null; said: string };

const digits = (text: string): string => text.replace(/\D/g, '');
/** SV-22: the technician calls from the customer's own telephone; country code and blanks apart. Under seven digits nothing is said. */
export function isCustomersNumber(caller: string, order: Pick<OnSiteOrder, 'phone' | 'phone2'>): boolean {
	const number = digits(caller).slice(-11);
	return number.length >= 7 && [order.phone, order.phone2].some((phone) => digits(phone).slice(-11) === number);
}

/** What the clerk compares with what the technician says. */
export const expected = (order: OnSiteOrder, check: CheckName): string =>
	({ name: order.customerName, phone: [order.phone, order.phone2].filter(Boolean).join(' / '), brand: [order.brand, order.model].filter(Boolean).join(' ') })[check];

export type Recorded = Pick<TaskDetail, 'id' | 'number'>;
