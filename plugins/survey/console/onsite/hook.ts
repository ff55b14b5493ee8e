import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref, toRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { today } from '@/composables/format';
import { session } from '@/session';
import { useKeys } from '@/composables/useKeys';
import { useScript } from '../form/useScript';
import { readApplicable, readScript, type Script } from '../questionnaires/api';
import type { ScriptAnswers } from '../questionnaires/types';
import { kBadLevels, type Level } from '../types';
import { findOrders, recordCall, type CallBody } from './api';
import { dropWaiting, keepWaiting, readWaiting, type Waiting } from './waiting';
import { isCustomersNumber, kChecks, type CheckDraft, type CheckName, type OnSiteOrder, type Recorded } from './types';

const kRetryMs = 3_000;
type Disposition = CallBody['disposition'];

const emptyForm = () => ({
	callerNumber: '', checks: Object.fromEntries(kChecks.map((name) => [name, { result: null, said: '' }])) as Record<CheckName, CheckDraft>,
	disposition: 'answered' as Disposition, level: null as Level | null, words: '', answers: {} as ScriptAnswers, courtesy: false,
	conduct: { found: '', outcome: '', noticeDueOn: today() }, hasConduct: false,
});

/** The desk that technicians call before they leave (SV-14, SV-20 … SV-24): four digits, three checks, the customer, two sentences. */
export function useDesk() {
	const { t } = useI18n();
	const me = session.user.value?.id ?? '';
	const search = reactive({ last4: '', branch: '' });
	const found = ref<OnSiteOrder[] | null>(null);
	const searching = ref(false);
	const searchProblem = ref<ApiProblem | null>(null);
	const order = ref<OnSiteOrder | null>(null);
	const form = reactive(emptyForm());
	const beganAt = ref(0);
	const saving = ref(false);
	const saveProblem = ref<ApiProblem | null>(null);
	/** A call that could not be sent: the line is down. It is sent again by itself. */
	const waiting = ref<Waiting | null>(readWaiting(me));
	const recorded = ref<Recorded | null>(null);
	const last4Field = ref<{ focus: () => void } | null>(null);
	const words = ref<{ focus: () => void } | null>(null);

	const mayEdit = computed(() => order.value !== null && !saving.value);
	const script = useScript({ answers: toRef(form, 'answers'), level: toRef(form, 'level'), rate, mayEdit });
	const customersPhone = computed(() => order.value !== null && isCustomersNumber(form.callerNumber, order.value));
	const wordsNeeded = computed(() => form.disposition === 'answered' && kBadLevels.includes(form.level));
	/** The check that Y and X are about: the first that is not made. */
	const checkAt = computed(() => kChecks.find((name) => form.checks[name].result === null) ?? null);

	async function find(): Promise<void> {
		if (!/^\d{4}$/.test(search.last4)) return;
		const wanted = search.last4;
		searching.value = true;
		searchProblem.value = null;
		try {
			const items = await findOrders(wanted, search.branch);
			if (wanted !== search.last4) return;
			found.value = items;
			if (items.length === 1) choose(items[0]);
			else void nextTick(() => (document.activeElement as HTMLElement | null)?.blur?.());
		} catch (error) {
			searchProblem.value = asProblem(error);
		} finally {
			searching.value = false;
		}
	}
	watch(() => [search.last4, search.branch], () => {
		found.value = null;
		void find();
	});

	async function readQuestions(chosen: OnSiteOrder): Promise<Script> {
		if (chosen.task) return readScript(chosen.task.id, 'on_site');
		const facts = Object.fromEntries(Object.entries({ kind: 'work_order', stage: 'on_site', channel: 'on_site', group: 'end', product_type: chosen.productType, service_type: chosen.serviceType, brand: chosen.brand, round: 1 }).filter(([, value]) => value)) as Script['facts'];
		const { questionnaire } = await readApplicable({ group: 'end', channel: 'on_site', stage: 'on_site', productType: chosen.productType, serviceType: chosen.serviceType ?? '' });
		return { questionnaire, facts };
	}
	function choose(chosen: OnSiteOrder): void {
		Object.assign(form, emptyForm());
		order.value = chosen;
		beganAt.value = Date.now();
		saveProblem.value = null;
		recorded.value = null;
		(document.activeElement as HTMLElement | null)?.blur?.();
		void script.loadScript(chosen.orderKey, () => readQuestions(chosen), chosen.task?.id ?? null);
	}
	function setCheck(name: CheckName, result: 'match' | 'mismatch'): void {
		form.checks[name].result = result;
		if (result === 'match') form.checks[name].said = '';
		else void nextTick(() => document.getElementById(`said-${name}`)?.focus());
	}
	function rate(level: Level): void {
		form.disposition = 'answered';
		form.level = level;
		void nextTick(() => (kBadLevels.includes(level) ? words.value?.focus() : script.goOn('')));
	}
	function end(disposition: Disposition): void {
		form.disposition = disposition;
		if (disposition !== 'answered') form.level = null;
	}

	const missing = computed(() => {
		if (!order.value) return t('survey.onsite.missingOrder');
		if (checkAt.value) return t('survey.onsite.missingCheck', { name: t(`survey.onsite.checks.${checkAt.value}`) });
		const unsaid = kChecks.find((name) => form.checks[name].result === 'mismatch' && form.checks[name].said.trim() === '');
		if (unsaid) return t('survey.onsite.missingSaid', { name: t(`survey.onsite.checks.${unsaid}`) });
		if (form.hasConduct && (!form.conduct.found.trim() || !form.conduct.outcome.trim() || !form.conduct.noticeDueOn)) return t('survey.onsite.missingConduct');
		if (form.disposition !== 'answered') return '';
		if (form.level === null) return t('survey.form.missingLevel');
		if (wordsNeeded.value && form.words.trim() === '') return t('survey.form.missingWords');
		const question = script.missingQuestion.value;
		return question ? t('survey.form.missingAnswer', { n: script.shown.value.indexOf(question) + 1 }) : '';
	});
	const body = (of: OnSiteOrder): CallBody => ({
		branchId: of.branchId, orderKey: of.orderKey, ...(of.task ? { version: of.task.version } : {}),
		callerNumber: form.callerNumber.trim(),
		checks: Object.fromEntries(kChecks.map((name) => [name, { result: form.checks[name].result!, said: form.checks[name].said.trim() }])) as CallBody['checks'],
		disposition: form.disposition, calledAt: beganAt.value, courtesy: form.courtesy,
		conduct: form.hasConduct ? { ...form.conduct, found: form.conduct.found.trim(), outcome: form.conduct.outcome.trim() } : null,
		...(form.level ? { level: form.level } : {}), ...(form.words.trim() ? { words: form.words.trim() } : {}),
		...(form.disposition === 'answered' ? script.toSend() : {}),
	});

	/** As first sent, until the server has it; when the call was is only doubted, never a reason to lose it. */
	async function send(request: Waiting): Promise<void> {
		saving.value = true;
		saveProblem.value = null;
		try {
			let answer;
			try {
				answer = await recordCall(request.body, request.key);
			} catch (error) {
				if (asProblem(error).code !== 'survey.called_at.invalid') throw error;
				const { calledAt: _, ...rest } = request.body;
				Object.assign(request, { body: rest, key: newKey() });
				answer = await recordCall(request.body, request.key);
			}
			dropWaiting(me);
			waiting.value = null;
			recorded.value = { id: answer.id, number: answer.number };
			reset();
		} catch (error) {
			const problem = asProblem(error);
			saveProblem.value = problem;
			if (problem.lineIsDown) {
				waiting.value = request;
				keepWaiting(me, request);
				return;
			}
			dropWaiting(me);
			waiting.value = null;
			script.askBack(problem);
		} finally {
			saving.value = false;
		}
	}
	async function save(): Promise<void> {
		if (!order.value || missing.value !== '' || saving.value || waiting.value) return;
		await send({ body: body(order.value), key: newKey(), orderNumber: order.value.orderNumber });
	}
	function reset(): void {
		order.value = null;
		found.value = null;
		Object.assign(search, { last4: '' });
		Object.assign(form, emptyForm());
		script.clear();
		void nextTick(() => last4Field.value?.focus());
	}

	useKeys((event, typing) => {
		if (event.key === 'Enter' && event.ctrlKey) {
			event.preventDefault();
			void save();
		} else if (event.key === 'Escape') {
			if (typing) (event.target as HTMLElement).blur();
			else reset();
		} else if (!typing && !event.ctrlKey && command(event.key)) {
			event.preventDefault();
		}
	});
	function command(key: string): boolean {
		const digit = /^[1-9]$/.test(key) ? Number(key) : 0;
		if (!order.value) {
			const chosen = digit ? found.value?.[digit - 1] : undefined;
			if (chosen) choose(chosen);
			return chosen !== undefined;
		}
		const letter = key.toLowerCase();
		if (checkAt.value && (letter === 'y' || letter === 'x')) setCheck(checkAt.value, letter === 'y' ? 'match' : 'mismatch');
		else if (digit) script.press(digit);
		else if (key === 'ArrowDown' || key === 'ArrowUp') script.move(key === 'ArrowDown' ? 1 : -1);
		else if (key === '0') script.skip();
		else if (letter === 'c') form.courtesy = !form.courtesy;
		else if (letter === 'd') form.hasConduct = !form.hasConduct;
		else if (letter === 'r') end('refused');
		else if (letter === 'f') end('not_finished');
		else if (letter === 'a') end('answered');
		else if (letter === 'p') document.getElementById('caller-number')?.focus();
		else if (key === '/') words.value?.focus();
		else return false;
		return true;
	}

	const retry = setInterval(() => {
		if (waiting.value && !saving.value) void send(waiting.value);
	}, kRetryMs);
	onMounted(() => last4Field.value?.focus());
	onBeforeUnmount(() => clearInterval(retry));
	return {
		search, found, searching, searchProblem, order, form, saving, saveProblem, waiting, recorded, last4Field, words, script, customersPhone,
		wordsNeeded, checkAt, missing, find, choose, setCheck, rate, end, save, reset,
	};
}
