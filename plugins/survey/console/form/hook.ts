import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref, toRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { ElMessage } from 'element-plus';
import { asProblem, type ApiProblem } from '@/api/problem';
import { session } from '@/session';
import * as api from '../api';
import { useKeys } from '@/composables/useKeys';
import { readScript } from '../questionnaires/api';
import { kBadLevels, type AttemptDraft, type Disposition, type Level, type Task, type TaskDetail } from '../types';
import { dropDraft, emptyDraft, isEmpty, keepDraft, readDraft, type Draft } from './draft';
import { useErpProgress } from './erpProgress';
import { actionOf } from './keys';
import { readyOf, record, type Ready } from './record';
import { useLease } from './useLease';
import { useScript } from './useScript';

const kRetryMs = 3_000;
/** Not what happened with one order, but with the telephone: it goes for all orders of the customer. */
const kForAll: (Disposition | null)[] = ['refused', 'no_answer', 'busy', 'switched_off', 'wrong_number'];

export function useForm() {
	const { t } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const { saved, watchAnswer } = useErpProgress();

	const task = ref<TaskDetail | null>(null);
	const loading = ref(true);
	const loadProblem = ref<ApiProblem | null>(null);
	const saveProblem = ref<ApiProblem | null>(null);
	const saving = ref(false);
	/** The answer could not be sent: the line is down. It is sent again by itself. */
	const unsent = ref(false);
	const restored = ref(false);
	const draft = reactive<Draft>(emptyDraft()) as Draft;
	const words = ref<{ focus: () => void } | null>(null);
	/** The result of the call is recorded for the customer's other orders too. */
	const forAll = ref(true);

	const me = computed(() => session.user.value?.id ?? '');
	const finished = computed(() => task.value !== null && task.value.state !== 'open');
	const { leaseProblem, mine, leaseLeft, takeLease } = useLease(task, finished);
	const mayCall = computed(() => session.holds(['service_manager', 'callback_clerk']));
	const mayEdit = computed(() => mayCall.value && mine.value && !finished.value);
	const wordsNeeded = computed(() => draft.disposition === 'answered' && kBadLevels.includes(draft.level));
	const openSiblings = computed<Task[]>(() => (task.value?.siblings ?? []).filter((sibling) => sibling.state === 'open' && sibling.id !== task.value?.id));
	const goesForAll = computed(() => openSiblings.value.length > 0 && kForAll.includes(draft.disposition));

	const script = useScript({ answers: toRef(draft, 'answers'), level: toRef(draft, 'level'), rate, mayEdit });

	/** What is still missing before the answer can be saved; empty: nothing. */
	const missing = computed(() => {
		if (draft.disposition === null) return t('survey.form.missingDisposition');
		if (draft.disposition !== 'answered') return '';
		if (draft.level === null) return t('survey.form.missingLevel');
		if (wordsNeeded.value && draft.words.trim() === '') return t('survey.form.missingWords');
		const question = script.missingQuestion.value;
		return question ? t('survey.form.missingAnswer', { n: script.shown.value.indexOf(question) + 1 }) : '';
	});

	function fill(from: Draft): void {
		filling = true;
		Object.assign(draft, from);
		void nextTick(() => (filling = false));
	}
	let filling = false;
	watch(draft, () => {
		if (filling || !task.value || draft.taskId !== task.value.id) return;
		restored.value = false;
		draft.calledAt ??= Date.now();
		if (isEmpty(draft)) dropDraft(me.value, draft.taskId);
		else keepDraft(me.value, { ...draft, ready: null, savedAt: Date.now() });
	});

	async function load(id: string): Promise<void> {
		loading.value = true;
		loadProblem.value = leaseProblem.value = saveProblem.value = null;
		unsent.value = false;
		task.value = null;
		try {
			task.value = (await api.readTask(id)).data;
			const kept = readDraft(me.value, id);
			fill(kept ? { ...kept, ready: null } : emptyDraft(id, task.value.number));
			restored.value = kept !== null;
			if (mayCall.value && !finished.value) await Promise.all([takeLease(id), script.loadScript(id, () => readScript(id, 'phone'), id)]);
		} catch (error) {
			loadProblem.value = asProblem(error);
		} finally {
			loading.value = false;
		}
	}

	function choose(disposition: Disposition): void {
		if (!mayEdit.value) return;
		draft.disposition = disposition;
		if (disposition !== 'answered') draft.level = null;
		else draft.plannedAt = null;
	}
	function rate(level: Level): void {
		if (!mayEdit.value) return;
		draft.disposition = 'answered';
		draft.level = level;
		draft.plannedAt = null;
		// The customer's words go to the ERP: the caret waits for them. Else the questions come next.
		void nextTick(() => (kBadLevels.includes(level) ? words.value?.focus() : script.goOn('')));
	}

	const body = (): AttemptDraft => ({
		disposition: draft.disposition!,
		...(draft.level ? { level: draft.level } : {}),
		...(draft.words.trim() ? { words: draft.words.trim() } : {}),
		...(draft.plannedAt ? { plannedAt: draft.plannedAt } : {}),
		...(draft.calledAt ? { calledAt: draft.calledAt } : {}),
		...(draft.disposition === 'answered' ? script.toSend() : {}),
	});

	/** Sends the answer; true when the server has it. */
	async function send(): Promise<boolean> {
		const current = task.value;
		if (!current || missing.value !== '' || saving.value) return false;
		saving.value = true;
		saveProblem.value = null;
		const savedAt = Date.now();
		// A request that may have been carried out is sent again as it was.
		const request = (unsent.value ? draft.ready : null) ?? readyOf(current, body());
		try {
			task.value = await record(request);
			unsent.value = false;
			dropDraft(me.value, current.id);
			if (request.body.disposition === 'answered') {
				watchAnswer({ taskId: current.id, number: current.number, kind: current.kind, orderKey: current.orderKey, orderNumber: current.orderNumber, savedAt });
			}
			fill(emptyDraft(current.id, current.number));
			ElMessage.success({ message: t('survey.form.saved', { number: current.number }), duration: 1800 });
			return true;
		} catch (error) {
			await refused(asProblem(error), current, request);
			return false;
		} finally {
			saving.value = false;
		}
	}
	async function refused(problem: ApiProblem, current: TaskDetail, request: Ready): Promise<void> {
		saveProblem.value = problem;
		unsent.value = problem.lineIsDown;
		fill({ ...draft, ready: problem.lineIsDown ? request : null });
		if (problem.lineIsDown) {
			keepDraft(me.value, { ...draft, ready: request, savedAt: Date.now() });
			return;
		}
		if (script.askBack(problem)) return;
		// Somebody recorded something meanwhile: the task as it is now stands beside what was entered.
		if (problem.status === 412 || problem.code === 'survey.task.stale' || problem.code === 'survey.task_closed') await refresh(current.id);
	}
	async function refresh(id: string): Promise<void> {
		try {
			task.value = (await api.readTask(id)).data;
		} catch {
			// The problem that is shown says enough.
		}
	}

	/** Refused, no answer, …: the same for each of the customer's orders, each with its own record. Those that fail stay as drafts. */
	async function sendForSiblings(siblings: Task[], request: AttemptDraft): Promise<void> {
		for (const sibling of siblings) {
			const mine = readyOf(sibling, request);
			try {
				await record(mine);
				dropDraft(me.value, sibling.id);
			} catch (error) {
				const ready = asProblem(error).lineIsDown ? mine : null;
				keepDraft(me.value, { ...emptyDraft(sibling.id, sibling.number), disposition: request.disposition, words: request.words ?? '', plannedAt: request.plannedAt ?? null, calledAt: request.calledAt ?? null, ready, savedAt: Date.now() });
				ElMessage.warning(t('survey.form.siblingKept', { number: sibling.number }));
			}
		}
	}

	/** After saving: an open task of the same phone first (SV-13: one customer, one call), else the most urgent one. */
	async function goOn(siblings: Task[]): Promise<void> {
		if (siblings.length > 0) {
			await router.push({ name: 'callback', params: { id: siblings[0].id } });
			return;
		}
		try {
			const next = await api.takeNext({});
			if (next) {
				await router.push({ name: 'callback', params: { id: next.id } });
			} else {
				ElMessage.success(t('survey.allDone'));
				await router.push({ name: 'callbacks' });
			}
		} catch (error) {
			saveProblem.value = asProblem(error);
		}
	}
	async function saveAndNext(): Promise<void> {
		if (!mayEdit.value && !unsent.value) return;
		const siblings = openSiblings.value;
		const all = goesForAll.value && forAll.value ? body() : null;
		if (!(await send())) return;
		if (all) await sendForSiblings(siblings, all);
		await goOn(all ? [] : siblings);
	}

	async function releaseTask(): Promise<void> {
		const id = task.value?.id;
		if (id && mine.value) {
			try {
				await api.release(id);
			} catch {
				// It runs out by itself.
			}
		}
		if (!isEmpty(draft)) ElMessage.info(t('survey.form.draftKept'));
		await router.push({ name: 'callbacks' });
	}
	function discard(): void {
		if (!task.value) return;
		dropDraft(me.value, task.value.id);
		fill(emptyDraft(task.value.id, task.value.number));
		saveProblem.value = null;
	}

	useKeys((event, typing) => {
		const action = actionOf(event, typing);
		if (action === null) return;
		event.preventDefault();
		if (action.kind === 'digit') script.press(action.digit);
		else if (action.kind === 'move') script.move(action.by);
		else if (action.kind === 'skip') script.skip();
		else if (action.kind === 'disposition') choose(action.disposition);
		else if (action.kind === 'save') void saveAndNext();
		else if (action.kind === 'words') words.value?.focus();
		else if (action.kind === 'leaveField') leaveField(event.target as HTMLElement);
		else void releaseTask();
	});
	/** Out of the words, digits are answers again: the mark goes to the first question that is still to be asked. */
	function leaveField(field: HTMLElement): void {
		field.blur();
		if (field.id === 'words' && script.mark.value === '') script.goOn('');
	}

	const retry = setInterval(() => {
		if (unsent.value && !saving.value) void saveAndNext();
	}, kRetryMs);
	const onOnline = () => {
		if (unsent.value) void saveAndNext();
	};
	watch(() => route.params.id, (id) => {
		if (route.name === 'callback' && typeof id === 'string') void load(id);
	}, { immediate: true });
	onMounted(() => window.addEventListener('online', onOnline));
	onBeforeUnmount(() => {
		clearInterval(retry);
		window.removeEventListener('online', onOnline);
	});

	return {
		task, loading, loadProblem, leaseProblem, saveProblem, saving, unsent, restored, draft, words, mine, leaseLeft, finished, mayCall, mayEdit,
		wordsNeeded, missing, saved, script, openSiblings, goesForAll, forAll, choose, rate, saveAndNext, releaseTask, takeLease, load, refresh, discard,
	};
}
