/** What the page of one contact sheet gets (plugins/complaints/docs/sheets.md): nothing of the customer but his words. */
export interface PublicSheet {
	number: string;
	department: string;
	branchName: string;
	problem: string;
	orderNumber: string | null;
	product: string | null;
	dueAt: number | null;
	overdue: boolean;
	state: 'open' | 'answered' | 'withdrawn';
	answer: { at: number; byName: string; result: string; measure: string } | null;
	maximumPhotos: number;
}

export interface AnswerDraft {
	result: string;
	measure: string;
	byName: string;
	facts: string;
	cause: string;
	solution: string;
	carriedOut: string;
}
export const emptyAnswer = (): AnswerDraft => ({ result: '', measure: '', byName: '', facts: '', cause: '', solution: '', carriedOut: '' });

/** open: to be answered; sent: our answer stands; second: another one came first; unknown: forged, revoked or expired. */
export type Phase = 'loading' | 'open' | 'sent' | 'second' | 'answered' | 'withdrawn' | 'unknown' | 'failed';
