import { computed, reactive, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAction } from '@/composables/useAction';
import { useForm, type Field } from '@/composables/useForm';
import { session } from '@/session';
import { kManager } from '../common/roles';
import { moveFine, readFine, readOffences } from '../fineApi';
import type { FineDetail, LiableKind, Offence, TraceType } from '../fineTypes';

/** Acts as the program names them: the order, the case, or the fine itself. What a person wrote is anything else. */
const kOwnActs = /^(order|case|fine)\|/;

/** FE-20: one fine: what it rests on, who bears it, who checked and who decided. */
export function useFine() {
	const { t } = useI18n();
	const route = useRoute();
	const form = useForm();
	const fine = ref<FineDetail | null>(null);
	const offence = ref<Offence | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const tracing = ref<{ type: TraceType; id: string; title: string } | null>(null);
	const { running, problem, run } = useAction();
	const mayVoid = computed(() => session.holds(kManager) && fine.value !== null && ['final', 'outweighed'].includes(fine.value.state));
	let key = newKey();

	/** What the check fixes: the sum where the table leaves it open, the act, who bears which part. */
	const check = reactive({ sumFen: null as number | null, damageFen: null as number | null, apart: false, act: '', remark: '', shares: [] as { kind: LiableKind; key: string; name: string; parts: number }[] });
	const needsDamage = computed(() => offence.value?.basis === 'damage');
	const needsSum = computed(() => fine.value !== null && (fine.value.offence === '' || ['decided', 'rate'].includes(offence.value?.basis ?? '')));
	const complete = computed(() => (!check.apart || check.act.trim() !== '') && (!needsSum.value || check.sumFen !== null) && (!needsDamage.value || check.damageFen !== null) && check.shares.length > 0 && check.shares.every((one) => one.name.trim() !== '' && one.parts > 0));

	async function load(): Promise<void> {
		const id = String(route.params.id);
		try {
			const one = (await readFine(id)).data;
			if (route.params.id !== id) return;
			fine.value = one;
			key = newKey();
			Object.assign(check, { sumFen: one.sumFen ?? one.unlistedFen ?? one.proposedFen, damageFen: null, apart: !kOwnActs.test(one.act), act: kOwnActs.test(one.act) ? '' : one.act, remark: '', shares: (one.shares.length ? one.shares : [{ ...one.liable, parts: 1 }]).map((share) => ({ kind: share.kind, key: share.key, name: share.name, parts: share.parts })) });
			loadProblem.value = null;
			offence.value = null;
			if (one.offence) {
				const day = new Date(one.actAt + 8 * 3_600_000).toISOString().slice(0, 10);
				const found = (await readOffences(day)).items.find((candidate) => candidate.code === one.offence);
				if (route.params.id === id) offence.value = found ?? null;
			}
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	watch(() => route.params.id, () => {
		if (route.name !== 'fine') return;
		fine.value = null;
		problem.value = null;
		void load();
	}, { immediate: true });

	/** Another act than the one it is about, if the person says so; or back to that one. */
	function actOf(current: FineDetail): { act?: string } {
		if (check.apart) return check.act.trim() === current.act ? {} : { act: check.act.trim() };
		return kOwnActs.test(current.act) ? {} : { act: current.orderKey ? `order|${current.kind}|${current.branchId}|${current.orderKey}` : current.caseId ? `case|${current.caseId}` : `fine|${current.id}` };
	}
	async function sendCheck(): Promise<void> {
		if (!fine.value || !complete.value) return;
		const current = fine.value;
		const plain = check.shares.length === 1 && check.shares[0].key === current.liable.key;
		const done = await run('check', () => moveFine(current, 'check', {
			...(needsSum.value ? { sumFen: check.sumFen } : {}), ...(needsDamage.value ? { damageFen: check.damageFen } : {}), ...actOf(current),
			...(plain ? {} : { shares: check.shares.map((one) => ({ ...one, name: one.name.trim(), key: one.key.trim() || one.name.trim() })) }), ...(check.remark.trim() ? { remark: check.remark.trim() } : {}),
		}, key), t('common.saved'));
		if (done || problem.value?.status === 409 || problem.value?.status === 412) await load();
	}
	async function decide(decision: 'final' | 'waived' | 'returned'): Promise<void> {
		const current = fine.value!;
		const fields: Field[] = [{ name: 'why', label: t('common.reason'), kind: 'area', required: decision !== 'final' }];
		await form.ask({ title: t(`fees.decisions.${decision}`), lead: t(`fees.fines.${decision}Lead`), fields, submit: t(`fees.decisions.${decision}`), save: (values, sent) => moveFine(current, 'decide', { decision, ...(values.why ? { why: values.why } : {}) }, sent) });
		await load();
	}
	async function voidIt(): Promise<void> {
		const current = fine.value!;
		await form.ask({
			title: t('fees.fines.void'), lead: t('fees.fines.voidLead'), submit: t('fees.fines.voidIt'),
			fields: [{ name: 'why', label: t('fees.fines.voidWhy'), kind: 'area', required: true }, { name: 'checkedWith', label: t('fees.fines.checkedWith'), kind: 'text', required: true }],
			save: (values, sent) => moveFine(current, 'void', values, sent),
		});
		await load();
	}
	const trace = () => (tracing.value = { type: 'fine', id: fine.value!.id, title: fine.value!.number });
	return { fine, offence, loadProblem, tracing, running, problem, form, check, needsDamage, needsSum, complete, mayVoid, load, sendCheck, decide, voidIt, trace };
}
