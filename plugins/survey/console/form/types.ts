import type { OutboxState } from '@/api/types';

/** What the ERP shows of an answer that was saved. */
export interface SavedAnswer {
	taskId: string;
	number: string;
	kind: string;
	orderKey: string;
	orderNumber: string;
	savedAt: number;
	/** null: not known yet; none: the answer writes nothing into the ERP. */
	state: OutboxState | 'none' | 'hidden' | null;
	detail: string;
}
