import type { MenuEntry } from '@/plugins';

/** good: all well; process/erp/entity: what is the matter; down: the host does not answer. */
export type Health = 'unknown' | 'good' | 'process' | 'erp' | 'entity' | 'down';

export interface MenuGroup {
	title: string;
	entries: MenuEntry[];
}
