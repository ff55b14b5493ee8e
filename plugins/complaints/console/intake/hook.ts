import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAction } from '@/composables/useAction';
import { findOrders, openCase, preview } from '../api';
import { useBranches } from '@/composables/useBranches';
import { kIntakeSources, type CaseDraft, type OrderHit, type Preview } from '../types';
import { emptyIntake, likelyKind, missingOf } from './types';

const kRetryMs = 3_000;

/** CP-01, CP-02, CP-20: a complaint is taken in under a minute, and what it is linked with is seen before it is saved. */
export function useIntake() {
	const { t } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const { learn } = useBranches();
	const draft = reactive(emptyIntake());
	const question = ref(typeof route.query.q === 'string' ? route.query.q : '');
	const hits = ref<OrderHit[]>([]);
	const picked = ref(0);
	const searched = ref(false);
	const searching = ref(false);
	const searchProblem = ref<ApiProblem | null>(null);
	const known = ref<Preview | null>(null);
	const words = ref<{ focus: () => void } | null>(null);
	const search = ref<{ focus: () => void } | null>(null);
	const { running, problem, run } = useAction();
	const unsent = ref(false);
	/** Stays the same until the complaint is recorded: sending again cannot make a second one. */
	let key = newKey();

	const missing = computed(() => missingOf(draft));
	const missingText = computed(() => (missing.value.length ? t('complaints.intake.missing', { what: missing.value.map((one) => t(`complaints.intake.needs.${one}`)).join(t('common.comma')) }) : ''));

	async function find(): Promise<void> {
		const asked = question.value.trim();
		if (asked === '') return;
		searching.value = true;
		searchProblem.value = null;
		try {
			hits.value = await findOrders(asked);
			learn(hits.value);
			searched.value = true;
			picked.value = 0;
			if (hits.value.length === 1) choose(hits.value[0]);
			// No order: the number that was typed is the customer's.
			else if (hits.value.length === 0 && /^[\d\s-]{7,}$/.test(asked) && draft.phone === '') draft.phone = asked;
		} catch (error) {
			searchProblem.value = asProblem(error);
		} finally {
			searching.value = false;
		}
	}
	function choose(hit: OrderHit): void {
		Object.assign(draft, {
			order: hit, branchId: hit.branchId, customerName: hit.customerName, phone: hit.phone, complaintKind: likelyKind(hit),
			product: [hit.brand, hit.model].filter(Boolean).join(' '), technicianName: hit.technicianName,
		});
		if (draft.complaintKind !== 'after_sales') draft.subKind = '';
		void nextTick(() => words.value?.focus());
	}
	function unpick(): void {
		Object.assign(draft, { order: null, customerName: '', phone: '', product: '', technicianName: '' });
		void nextTick(() => search.value?.focus());
	}
	/** Up and down in the hits, Enter takes the one that is marked; in an empty list Enter searches. */
	function onSearchKey(event: Event | KeyboardEvent): void {
		if (!(event instanceof KeyboardEvent) || event.isComposing) return;
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			if (hits.value.length === 0) return;
			event.preventDefault();
			picked.value = (picked.value + (event.key === 'ArrowDown' ? 1 : hits.value.length - 1)) % hits.value.length;
		} else if (event.key === 'Enter') {
			event.preventDefault();
			if (searched.value && hits.value.length > 1 && !draft.order) choose(hits.value[picked.value]);
			else void find();
		}
	}
	watch(question, () => {
		searched.value = false;
		hits.value = [];
	});

	// Linked complaints and earlier ones are asked for while the form is filled in.
	let asking = 0;
	let waiting: ReturnType<typeof setTimeout> | undefined;
	watch([() => draft.order, () => draft.phone], () => {
		clearTimeout(waiting);
		waiting = setTimeout(() => void look(), 300);
	});
	async function look(): Promise<void> {
		const mine = ++asking;
		const phone = draft.phone.replace(/[^\d]/g, '');
		if (!draft.order && phone.length < 7) {
			known.value = null;
			return;
		}
		try {
			const order = draft.order;
			const answer = await preview({ ...(order ? { kind: order.kind, branch: order.branchId, key: order.orderKey } : {}), phone });
			if (mine === asking) known.value = answer;
		} catch {
			// The complaint can be taken without.
			if (mine === asking) known.value = null;
		}
	}

	function body(): CaseDraft {
		const filled = (text: string) => (text.trim() === '' ? undefined : text.trim());
		const order = draft.order;
		return {
			source: draft.source,
			sourceDetail: draft.source === 'department' ? filled(draft.sourceDetail) : undefined,
			...(order ? { order: { kind: order.kind, branchId: order.branchId, key: order.orderKey } } : { branchId: draft.branchId }),
			customerName: filled(draft.customerName), phone: filled(draft.phone), address: filled(draft.address),
			...(order ? {} : { model: filled(draft.product), technicianName: filled(draft.technicianName) }),
			complaintKind: draft.complaintKind,
			subKind: draft.complaintKind === 'after_sales' && draft.subKind ? draft.subKind : undefined,
			words: draft.words.trim(),
			...(draft.publicity ? { class: draft.publicity === 'media' ? 3 : 2, classReason: draft.publicity } : {}),
		};
	}
	async function save(): Promise<void> {
		if (missing.value.length > 0) return;
		let id = '';
		const done = await run('save', async () => (id = (await openCase(body(), key)).id));
		unsent.value = !done && problem.value?.lineIsDown === true;
		if (done) {
			Object.assign(draft, emptyIntake());
			await router.push({ name: 'case', params: { id } });
		} else if (!unsent.value) {
			key = newKey();
		}
	}
	watch(draft, () => {
		if (!unsent.value) key = newKey();
	});

	function onKey(event: KeyboardEvent): void {
		if (event.isComposing || document.querySelector('.el-message-box__wrapper')) return;
		if (event.ctrlKey && event.key === 'Enter') {
			event.preventDefault();
			void save();
		} else if (event.altKey && /^[1-5]$/.test(event.key)) {
			event.preventDefault();
			draft.source = kIntakeSources[Number(event.key) - 1];
		} else if (event.key === 'Escape' && !event.altKey) {
			void router.push({ name: 'cases' });
		}
	}
	const retry = setInterval(() => {
		if (unsent.value && running.value === '') void save();
	}, kRetryMs);
	onMounted(() => {
		window.addEventListener('keydown', onKey);
		void nextTick(() => search.value?.focus());
		if (question.value) void find();
	});
	onBeforeUnmount(() => {
		clearInterval(retry);
		clearTimeout(waiting);
		window.removeEventListener('keydown', onKey);
	});
	return {
		draft, question, hits, picked, searched, searching, searchProblem, known, words, search, running, problem, unsent, missing, missingText,
		find, choose, unpick, onSearchKey, save,
	};
}
