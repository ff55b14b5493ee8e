import type { ErpColumn } from '@/api/types';

/** plain: the ERP's own; ours: erphost wrote it; pending: still on its way. */
export type ColumnMark = 'plain' | 'ours' | 'pending';

export const markOf = (column: ErpColumn): ColumnMark =>
	column.pending ? 'pending' : column.writtenByUs ? 'ours' : 'plain';
