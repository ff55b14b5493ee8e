import type { Level } from '../types';

/** Shapes of plugins/survey/docs/rounds.md. */
export const kTabs = ['fines', 'passed-on'] as const;

export interface Fine {
	id: string;
	taskId: string | null;
	orderNumber: string;
	branchId: string;
	offence: string;
	sumFen: number | null;
	liable: { kind: string; key: string; name: string };
	reason: string;
	evidence: number | null;
	noticeDueOn: string | null;
	state: 'proposed' | 'withdrawn';
	proposedAt: number;
	withdrawnAt: number | null;
	withdrawnReason: string | null;
}
/** SV-61. */
export interface PassedOn {
	taskId: string;
	number: string;
	orderNumber: string;
	branchId: string;
	branchName: string;
	performedBy: string;
	brand: string;
	model: string;
	level: Level | null;
	words: string;
	answeredAt: number;
}
