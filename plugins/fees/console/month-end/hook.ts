import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { ElMessage } from 'element-plus';
import { asProblem, type ApiProblem } from '@/api/problem';
import { money, text, time } from '@/composables/columns';
import { today } from '@/composables/format';
import { useAction } from '@/composables/useAction';
import { saveWorkbook, type Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { hasText } from '@/i18n';
import { word } from '../common/words';
import { listBlockers, readDesk, readWorkbook, releaseMonth } from '../settlementApi';
import type { Blocker, DeskBranch } from '../settlementTypes';
import { lastMonth } from '../settlements/hook';
import { sheetsOf } from './workbook';

/** 月结台: what still blocks each branch and each settlement, and what can be done about all of it at once. */
export function useMonthEnd() {
	const { t } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const form = useForm();
	const { learn, nameOf } = useBranches();
	const month = ref(typeof route.query.month === 'string' ? route.query.month : lastMonth(today()));
	const branches = ref<DeskBranch[] | null>(null);
	const problem = ref<ApiProblem | null>(null);
	const { running, problem: bookProblem, run } = useAction();
	const list = useList<Blocker>({ fetch: (query) => listBlockers({ ...query, month: month.value }), filters: { branch: '', what: '' } });

	async function load(): Promise<void> {
		const asked = month.value;
		try {
			const answer = await readDesk(asked);
			if (month.value !== asked) return;
			branches.value = answer.branches;
			learn(answer.branches);
			problem.value = null;
		} catch (error) {
			problem.value = asProblem(error);
		}
	}
	watch(month, (next) => {
		void router.replace({ path: route.path, query: { month: next } });
		branches.value = null;
		void load();
		void list.restart();
	});
	void load();

	const columns = computed<Column<Blocker>[]>(() => [
		text('what', 'fees.monthEnd.what', (row) => word('blockers', row.what), { width: 150 }),
		text('number', 'fees.number', (row) => row.number, { width: 180 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 90 }),
		text('payee', 'fees.monthEnd.whom', (row) => row.payeeName || row.payee, { minWidth: 120 }),
		money('sum', 'fees.sum', (row) => row.sumFen),
		time('at', 'fees.at', (row) => row.at),
		text('remedy', 'fees.monthEnd.remedy', remedyOf, { minWidth: 240 }),
	]);
	function remedyOf(row: Blocker): string {
		return word('remedies', row.remedy && hasText(`fees.remedies.${row.remedy}`) ? row.remedy : row.what);
	}
	/** Where it is put right. */
	function linkOf(row: Blocker): { name: string; params?: Record<string, string>; query?: Record<string, string> } {
		if (['fine_proposed', 'fine_checked'].includes(row.what)) return { name: 'fine', params: { id: row.id } };
		if (row.what === 'settlement_open') return { name: 'settlement', params: { id: row.id } };
		if (row.what === 'reward_open') return { name: 'fee-hr', params: { tab: 'rewards' } };
		if (row.what.startsWith('notice_')) return { name: 'fines', params: { tab: 'notices' }, query: { search: row.number } };
		if (row.what === 'card_missing') return { name: 'manufacturer', params: { tab: 'missing' } };
		if (row.what === 'card_double') return { name: 'manufacturer', params: { tab: 'cards' }, query: { search: row.number } };
		return { name: 'settlements', params: { tab: 'works' }, query: { search: row.number } };
	}
	async function release(branch: DeskBranch): Promise<void> {
		let released = 0;
		const saved = await form.ask({
			title: t('fees.monthEnd.release', { branch: branch.branchName }), lead: t('fees.monthEnd.releaseLead', { n: branch.works.waits_release }),
			fields: [{ name: 'reason', label: t('common.reason'), kind: 'area', required: true }, { name: 'payee', label: t('fees.settlements.payeeCode'), kind: 'text', hint: t('fees.monthEnd.payeeHint') }],
			submit: t('fees.works.release'), done: t('common.saved'),
			save: async (values, key) => {
				// The server takes 2000 at a time; each part has a key of its own that a repeated try repeats.
				for (let part = 0, more = true; more && part < 50; part++) {
					const answer = await releaseMonth({ month: month.value, branchId: branch.branchId, reason: values.reason, ...(values.payee ? { payee: values.payee } : {}) }, `${key}-${part}`);
					released += answer.released;
					more = answer.more === true;
				}
			},
		});
		if (saved) ElMessage.success(t('fees.monthEnd.released', { n: released }));
		await load();
		await list.load(true);
	}
	const workbook = (branch = '') => run('workbook', async () => {
		const data = await readWorkbook({ month: month.value, branch });
		await saveWorkbook(data.name || t('fees.monthEnd.file', { month: month.value }), sheetsOf(data));
		if (data.cut || data.sheets.some((sheet) => sheet.cut)) ElMessage.warning({ message: t('fees.monthEnd.cut'), duration: 8000, showClose: true });
	});
	function look(branch: string, what = ''): void {
		Object.assign(list.filters, { branch, what });
		// The list is below what was clicked.
		document.getElementById('blockers')?.scrollIntoView({ behavior: 'smooth' });
	}
	return { month, branches, problem, bookProblem, running, form, list, columns, remedyOf, linkOf, release, workbook, look };
}
