import { ref } from 'vue';
import { searchRows } from '@/api/erp';

/** The company's branches for filters, from the ERP's own list. Who may not read it gets none and filters by other things. */
const branches = ref(new Map<string, string>());
let asked = false;

export function useBranches() {
	if (!asked) {
		asked = true;
		searchRows('branch', '', 200).then(
			(page) => (branches.value = new Map(page.items.map((hit) => [hit.branch ?? hit.key, hit.title ?? hit.key]))),
			() => (asked = false),
		);
	}
	return branches;
}
