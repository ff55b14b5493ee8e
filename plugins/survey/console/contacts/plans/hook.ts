import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { session } from '@/session';
import { useBranches } from '@/composables/useBranches';
import { changePlan, createPlan, listPlans } from '../api';
import type { ContactKind, ContactPlan, Every } from '../types';

const kUsual: Record<ContactKind, Every> = { provider_visit: 'month', key_dealer: 'half_month', shop_guide: 'month', dealer_call: 'month', forum: 'quarter', staff: 'month' };

/** Whom the department keeps in touch with besides customers, and how often (SV-02, SV-09). */
export function useContactPlans() {
	const { t } = useI18n();
	const { names: branches, nameOf } = useBranches();
	const mayEdit = computed(() => session.holds(['service_manager']));
	const list = useList<ContactPlan>({ fetch: listPlans, filters: { search: '', kind: '', branch: '' }, sort: 'party', inAddress: true });
	const columns = computed<Column<ContactPlan>[]>(() => [
		{ key: 'kind', label: t('survey.contacts.kind'), value: (row) => t(`survey.contacts.kinds.${row.kind}`), width: 126 },
		{ key: 'party', label: t('survey.contacts.party'), value: (row) => row.party, minWidth: 150, sort: 'party' },
		{ key: 'department', label: t('survey.contacts.department'), value: (row) => row.department, width: 76 },
		{ key: 'branch', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 80 },
		{ key: 'every', label: t('survey.contacts.every'), value: (row) => t(`survey.contacts.everys.${row.every}`), width: 96 },
		{ key: 'person', label: t('survey.contacts.person'), value: (row) => row.person, width: 84, sort: 'person' },
		{ key: 'from', label: t('survey.contacts.from'), value: (row) => row.from, width: 100 },
		{ key: 'active', label: t('common.state'), value: (row) => t(row.active ? 'survey.contacts.active' : 'survey.contacts.inactive'), width: 90 },
		{ key: 'note', label: t('survey.contacts.note'), value: (row) => row.note, minWidth: 110 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 84, screenOnly: true, fixed: 'right' },
	]);
	const open = ref(false);
	const editing = ref<ContactPlan | null>(null);
	const form = reactive({ kind: 'provider_visit' as ContactKind, branchId: '', party: '', department: '', person: '', every: 'month' as Every, note: '', active: true });
	const { running, problem, run } = useAction();
	let key = newKey();
	function show(row: ContactPlan | null): void {
		editing.value = row;
		problem.value = null;
		key = newKey();
		Object.assign(form, row ?? { kind: 'provider_visit', branchId: [...branches.keys()][0] ?? '', party: '', department: '', person: '', every: 'month', note: '', active: true });
		open.value = true;
	}
	const setKind = (kind: ContactKind) => Object.assign(form, { kind, every: kUsual[kind] });
	async function save(): Promise<void> {
		const row = editing.value;
		const { active: _, ...body } = form;
		const work = () => (row ? changePlan({ ...row, ...form }) : createPlan(body, key));
		if (await run('save', work, t('common.saved'))) {
			open.value = false;
			await list.load(true);
		} else if (!problem.value?.lineIsDown) {
			key = newKey();
		}
	}
	return { list, columns, branches, mayEdit, open, editing, form, running, problem, show, setKind, save };
}
