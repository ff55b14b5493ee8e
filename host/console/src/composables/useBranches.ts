import { reactive } from 'vue';
import { searchRows } from '@/api/erp';
import { asProblem } from '@/api/problem';

const names = reactive(new Map<string, string>());
let asked = false;

/** Branches by id: those of the ERP where the person may look there, else those that came with his lists. */
export function useBranches() {
	if (!asked) {
		asked = true;
		searchRows('branch', '', 200).then(
			(page) => page.items.forEach((hit) => names.set(hit.key.split('|')[0], hit.title || hit.key)),
			(error) => { if (asProblem(error).lineIsDown) asked = false; },
		);
	}
	const learn = (rows: readonly { branchId: string; branchName?: string }[]) => {
		for (const row of rows) if (row.branchId && row.branchId !== '*' && !names.has(row.branchId)) names.set(row.branchId, row.branchName || row.branchId);
	};
	const nameOf = (id: string): string => names.get(id) ?? id;
	return { names, learn, nameOf };
}
