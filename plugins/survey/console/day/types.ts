import type { Stage } from '../types';

/** Shapes of plugins/survey/docs/contacts.md: what of today's calls can be done (SV-06, SV-07). */
export interface DayGroup {
	branchId: string;
	branchName: string;
	productType: string;
	serviceType: string | null;
	stage: Stage;
	due: number;
	overdue: number;
	/** How far the work reaches in this group, the oldest first. */
	possible: number;
}
export interface Day {
	date: string;
	due: number;
	overdue: number;
	possible: number;
	/** Due, and not possible today. */
	stay: number;
	/** Of those that stay, due today or before. */
	willBeOverdue: number;
	clerks: { name: string; minutes: number }[];
	handlingMinutes: number;
	callHours: { from: string; to: string; now: boolean; evening: boolean; policy: 'warn' | 'refuse' };
	groups: DayGroup[];
}
