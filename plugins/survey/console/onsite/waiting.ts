import type { CallBody } from './api';

/** A call that is complete and not with the server yet: kept until it is, also over a reload. */
export interface Waiting {
	body: CallBody;
	key: string;
	orderNumber: string;
}
const nameOf = (userId: string) => `erphost.survey.onsite.${userId}`;

export function readWaiting(userId: string): Waiting | null {
	try {
		return JSON.parse(localStorage.getItem(nameOf(userId)) ?? 'null') as Waiting | null;
	} catch {
		return null;
	}
}
export function keepWaiting(userId: string, waiting: Waiting): void {
	try {
		localStorage.setItem(nameOf(userId), JSON.stringify(waiting));
	} catch {
		// Lives as long as the page.
	}
}
export function dropWaiting(userId: string): void {
	try {
		localStorage.removeItem(nameOf(userId));
	} catch {
		// Nothing was kept.
	}
}
