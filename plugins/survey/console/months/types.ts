import type { Rate } from '../common/rate';
import type { Figure } from '../figures/types';

/** Shapes of plugins/survey/docs/figures.md. */
export const kTabs = ['list', 'plans', 'report'] as const;

/** SV-56. */
export interface Month {
	month: string;
	state: 'open' | 'computed' | 'signed';
	/** Over, and waits to be closed. */
	proposed: boolean;
	/** Its last day is past; months from before go-live are over and not proposed (SV-16). */
	over?: boolean;
	basis: string;
	satisfaction: Figure;
	/** What it would be now. */
	live: Rate;
	amendments: number;
	plans: number;
	computedAt: number | null;
	computedBy: string | null;
	signedAt: number | null;
	signedBy: string | null;
	remark: string;
	version: number;
}
export type MonthDetail = Month & { branches: Figure[] };

export interface Amendment {
	at: number;
	taskId: string;
	taskNumber: string;
	branchId: string;
	branchName: string;
	indicator: string;
	before: Rate;
	after: Rate;
	/** "late", or the reason of the correction. */
	reason: string;
	who: string;
}

/** SV-55. */
export const kSteps = ['plan', 'do', 'check', 'act'] as const;
export type Step = (typeof kSteps)[number];
export interface Plan {
	id: string;
	number: string;
	month: string;
	branchId: string;
	branchName: string;
	state: 'open' | 'closed';
	step: Step;
	cycle: number;
	target: number;
	rate: Rate;
	dueOn: string;
	overdue: boolean;
	overdueItems: number;
	closedMonth: string | null;
	createdAt: number;
	version: number;
}
export interface Measure {
	text: string;
	person: string;
	dueOn: string;
	doneOn: string | null;
	result: string;
}
export interface PlanDetail extends Plan {
	causes: { cycle: number; item: number; text: string }[];
	measures: (Measure & { cycle: number; item: number; overdue: boolean })[];
	steps: { cycle: number; from: Step | null; to: Step | 'closed'; at: number; who: string; note: string }[];
	results: { month: string; rate: Rate; reached: boolean | null }[];
}
export interface Report {
	month: string;
	target: number;
	branches: { branchId: string; branchName: string; rate: Rate; reached: boolean | null; plan: Plan | null }[];
	open: number;
	overdue: number;
}
