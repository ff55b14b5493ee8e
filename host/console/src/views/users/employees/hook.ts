import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { createAccounts, listEmployees } from '@/api/host';
import { newKey } from '@/api/key';
import type { Employee, MadeAccounts } from '@/api/types';
import { useAction } from '@/composables/useAction';
import { useBranches } from '@/composables/useBranches';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';

/** As many as the host makes at once. */
export const kMostAtOnce = 200;

/** Accounts for the ERP's employees: choose them, give a role, hand out the slips. */
export function useEmployees() {
	const { t } = useI18n();
	const { nameOf } = useBranches();
	const list = useList<Employee>({ fetch: listEmployees, filters: { search: '', withoutAccount: 'true' } });
	const { running, problem, run } = useAction();

	const stateOf = (person: Employee) => {
		if (person.account) return t(person.account.disabled ? 'users.disabled' : 'employees.has', { name: person.account.username });
		return t(person.left ? 'employees.left' : 'employees.none');
	};
	const columns = computed<Column<Employee>[]>(() => [
		{ key: 'pick', label: '', value: () => '', width: 46, screenOnly: true },
		{ key: 'number', label: t('employees.number'), value: (person) => person.number, width: 120 },
		{ key: 'name', label: t('employees.name'), value: (person) => person.name, width: 120 },
		{ key: 'branch', label: t('common.branch'), value: (person) => nameOf(person.branch), minWidth: 130 },
		{ key: 'department', label: t('employees.department'), value: (person) => person.department, minWidth: 110 },
		{ key: 'position', label: t('employees.position'), value: (person) => person.position, minWidth: 110 },
		{ key: 'account', label: t('employees.account'), value: stateOf, minWidth: 140 },
	]);

	// ---- Who was chosen, also on other pages of the list
	const picked = reactive(new Map<string, Employee>());
	const mayPick = (person: Employee) => person.account === null && !person.left;
	function pick(person: Employee, on: boolean): void {
		if (on && picked.size < kMostAtOnce) picked.set(person.key, person);
		else picked.delete(person.key);
	}
	const pickable = computed(() => list.items.filter(mayPick));
	const allPicked = computed(() => pickable.value.length > 0 && pickable.value.every((person) => picked.has(person.key)));
	const pickAll = (on: boolean) => pickable.value.forEach((person) => pick(person, on));

	const form = reactive({ role: 'callback_clerk', everyBranch: false });
	const made = ref<MadeAccounts | null>(null);
	let key = newKey();
	async function create(): Promise<void> {
		const keys = [...picked.keys()];
		const worked = await run('create', async () => {
			made.value = await createAccounts(keys, form.role, form.everyBranch, key);
		});
		if (!worked) return;
		key = newKey();
		picked.clear();
		void list.restart();
	}
	const linkOf = (id: string) => {
		const link = made.value?.links?.[id];
		return link ? `${window.location.origin}/#/signin?link=${encodeURIComponent(link)}` : '';
	};
	return { list, columns, stateOf, picked, mayPick, pick, allPicked, pickAll, pickable, form, made, running, problem, create, linkOf };
}
