import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { askReason, useRowAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { yuan } from '@/composables/money';
import { hasText, translate } from '@/i18n';
import { liftNeverAgain, listCustomers, listFines, listLooks, listNeverAgain, recordCare } from '../api';
import { useBranches } from '@/composables/useBranches';
import type { Customer, Fine, Look, NeverAgain } from '../types';

export const offenceName = (code: string): string => (hasText(`offences.${code}`) ? translate(`offences.${code}`) : code);

export function useFines() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const list = useList<Fine>({ fetch: listFines, filters: { state: 'proposed', branch: '', offence: '', from: '', to: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Fine>[]>(() => [
		{ key: 'proposedAt', label: t('complaints.at'), value: (row) => new Date(row.proposedAt), width: 134 },
		{ key: 'offence', label: t('complaints.offence'), value: (row) => offenceName(row.offence), minWidth: 170, wraps: true },
		{ key: 'code', label: t('complaints.lists.code'), value: (row) => row.offence, width: 130, exportOnly: true },
		{ key: 'liable', label: t('complaints.liable'), value: (row) => `${t(`complaints.liables.${row.liable.kind}`)} ${row.liable.name}`, width: 130 },
		{ key: 'sum', label: t('complaints.sum'), value: (row) => (row.sumFen === null ? t('complaints.fineForm.byDecision') : yuan(row.sumFen)), width: 96, align: 'right' },
		{ key: 'reason', label: t('common.reason'), value: (row) => row.reason, minWidth: 200 },
		{ key: 'branch', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 80, exportOnly: true },
		{ key: 'case', label: t('complaints.number'), value: (row) => row.caseNumber, width: 168 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`complaints.fineStates.${row.state}`), width: 84 },
		{ key: 'evidence', label: t('complaints.lists.evidence'), value: (row) => row.evidence.map((one) => one.text).join('; '), width: 240, exportOnly: true },
	]);
	return { list, columns };
}

export function useNeverAgain() {
	const { t } = useI18n();
	const { nameOf } = useBranches();
	const { running, run } = useRowAction();
	const list = useList<NeverAgain>({ fetch: async (query) => localPage((await listNeverAgain()).items, query), filters: { search: '' }, inAddress: true });
	const columns = computed<Column<NeverAgain>[]>(() => [
		{ key: 'name', label: t('complaints.technician'), value: (row) => row.name, width: 110, sort: 'name' },
		{ key: 'technician', label: t('complaints.lists.code'), value: (row) => row.technician, width: 110, sort: 'technician' },
		{ key: 'branch', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 90 },
		{ key: 'reason', label: t('common.reason'), value: (row) => row.reason, minWidth: 190 },
		{ key: 'listedAt', label: t('complaints.lists.listedAt'), value: (row) => new Date(row.listedAt), width: 134, sort: 'listedAt' },
		{ key: 'listedBy', label: t('complaints.by'), value: (row) => row.listedBy, width: 100 },
		{ key: 'lifted', label: t('complaints.lists.lifted'), value: (row) => (row.liftedAt ? `${row.liftedBy} ${row.liftedWhy}` : t('complaints.lists.inForce')), minWidth: 150 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 90, screenOnly: true },
	]);
	async function lift(row: NeverAgain): Promise<void> {
		const reason = await askReason(t('complaints.lists.liftText', { name: row.name }), t('complaints.lists.lift'));
		if (reason && await run(row.technician, () => liftNeverAgain(row.technician, reason), t('common.saved'))) await list.load(true);
	}
	return { list, columns, running, lift };
}

export function useLooks() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const list = useList<Look>({ fetch: listLooks, filters: { branch: '' }, sort: '-at', inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Look>[]>(() => [
		{ key: 'at', label: t('complaints.at'), value: (row) => new Date(row.at), width: 140, sort: 'at' },
		{ key: 'who', label: t('complaints.by'), value: (row) => row.userName, width: 130 },
		{ key: 'case', label: t('complaints.number'), value: (row) => row.caseNumber, width: 210 },
		{ key: 'branch', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 100 },
		{ key: 'reason', label: t('common.reason'), value: (row) => row.reason, minWidth: 260 },
	]);
	return { list, columns };
}

export function useCustomers() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const { running, run } = useRowAction();
	const list = useList<Customer>({ fetch: listCustomers, filters: { search: '', due: '' }, sort: 'nextCareOn', inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Customer>[]>(() => [
		{ key: 'name', label: t('complaints.customer'), value: (row) => row.name, width: 130, sort: 'name' },
		{ key: 'phone', label: t('complaints.phone'), value: (row) => row.phone, width: 130 },
		{ key: 'branch', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 90 },
		{ key: 'cases', label: t('complaints.lists.cases'), value: (row) => row.cases, width: 90, align: 'right' },
		{ key: 'contact', label: t('complaints.lists.contact'), value: (row) => row.contactName, width: 120 },
		{ key: 'careDays', label: t('complaints.lists.careDays'), value: (row) => row.careDays || '', width: 90, exportOnly: true },
		{ key: 'nextCareOn', label: t('complaints.lists.nextCare'), value: (row) => row.nextCareOn, width: 124, sort: 'nextCareOn' },
		{ key: 'note', label: t('complaints.lists.note'), value: (row) => row.note, minWidth: 140 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 192, screenOnly: true },
	]);
	const editing = ref<Customer | null>(null);
	async function edited(): Promise<void> {
		editing.value = null;
		await list.load(true);
	}
	async function care(row: Customer): Promise<void> {
		const what = await askReason(t('complaints.lists.careText'), t('complaints.lists.care'));
		if (what && await run(row.id, () => recordCare(row.id, what), t('common.saved'))) await list.load(true);
	}
	return { list, columns, running, care, editing, edited };
}
