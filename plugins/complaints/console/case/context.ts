import { computed, inject, onBeforeUnmount, provide, ref, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAction } from '@/composables/useAction';
import { session } from '@/session';
import { changeCase, readCase, type Change } from '../api';
import { kManager, kWorkers } from '../common/roles';
import type { CaseDetail } from '../types';

const kEveryMs = 15_000;

export interface CaseContext {
	detail: Ref<CaseDetail | null>;
	loading: Ref<boolean>;
	/** Of loading the page; problems of changes are in `problem`. */
	loadProblem: Ref<ApiProblem | null>;
	running: Ref<string>;
	problem: Ref<ApiProblem | null>;
	/** Where the last change was tried: its problem is shown there. */
	failed: Ref<string>;
	open: ComputedRef<boolean>;
	mayWork: ComputedRef<boolean>;
	mayDecide: ComputedRef<boolean>;
	mayAnswer: ComputedRef<boolean>;
	/** True when the server has it. The same body sent again after a dropped line is recorded once. */
	change: (change: Change, body: unknown, done?: string) => Promise<boolean>;
	/** Another request that changes the case; the page is read again afterwards. */
	run: (name: string, work: () => Promise<unknown>, done?: string) => Promise<boolean>;
	reload: () => Promise<void>;
}
const kContext: InjectionKey<CaseContext> = Symbol('case');
export const useCaseContext = (): CaseContext => inject(kContext)!;

export function provideCase(): CaseContext {
	const { t } = useI18n();
	const route = useRoute();
	const detail = ref<CaseDetail | null>(null);
	const loading = ref(true);
	const loadProblem = ref<ApiProblem | null>(null);
	const failed = ref('');
	const { running, problem, run: act } = useAction();
	let pending = { mark: '', key: '' };

	/** SV-16: what was taken over is changed where it was made. */
	const ours = computed(() => !detail.value?.origin);
	const mayWork = computed(() => ours.value && session.holds(kWorkers));
	const mayDecide = computed(() => ours.value && session.holds(kManager));
	const mayAnswer = computed(() => ours.value && session.holds(kWorkers));
	const open = computed(() => detail.value?.state === 'open');

	async function load(id: string): Promise<void> {
		loading.value = true;
		try {
			const answer = await readCase(id);
			if (route.params.id !== id) return;
			// Somebody may have recorded something in the meantime: an older answer must not come after a newer one.
			if (detail.value?.id !== id || answer.data.version >= detail.value.version) detail.value = answer.data;
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		} finally {
			loading.value = false;
		}
	}
	const reload = () => load(String(route.params.id));

	async function run(name: string, work: () => Promise<unknown>, done?: string): Promise<boolean> {
		failed.value = '';
		const worked = await act(name, work, done);
		if (!worked) failed.value = name;
		await reload();
		return worked;
	}
	async function change(name: Change, body: unknown, done: string = t('common.saved')): Promise<boolean> {
		const current = detail.value;
		if (!current) return false;
		const mark = JSON.stringify([current.id, name, body]);
		if (pending.mark !== mark) pending = { mark, key: newKey() };
		failed.value = '';
		const worked = await act(name, async () => {
			const answer = await changeCase(current.id, name, body, current.version, pending.key);
			if (route.params.id === current.id) detail.value = answer;
		}, done);
		// Nothing is known of a dropped line: the key stays. A refusal is final, what is sent next is something else.
		if (worked || !problem.value?.lineIsDown) pending = { mark: '', key: '' };
		if (!worked) {
			failed.value = name;
			if (problem.value?.status === 412 || problem.value?.status === 409) await reload();
		}
		return worked;
	}

	watch(() => route.params.id, (id) => {
		if (route.name !== 'case' || typeof id !== 'string') return;
		detail.value = null;
		problem.value = null;
		void load(id);
	}, { immediate: true });
	// A branch answers, the customer is called back: the page follows.
	const timer = setInterval(() => {
		if (document.visibilityState !== 'hidden' && running.value === '' && detail.value) void reload();
	}, kEveryMs);
	onBeforeUnmount(() => clearInterval(timer));

	const context: CaseContext = { detail, loading, loadProblem, running, problem, failed, open, mayWork, mayDecide, mayAnswer, change, run, reload };
	provide(kContext, context);
	return context;
}
