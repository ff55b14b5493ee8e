import { computed, inject, provide, ref, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useForm, type Form } from '@/composables/useForm';
import { session } from '@/session';
import { kCash, kDecide, kDesk } from '../common/roles';
import { readOrder } from '../orderApi';
import type { OrderDetail, OrderName } from '../orderTypes';

export interface OrderContext {
	order: ComputedRef<OrderName>;
	detail: Ref<OrderDetail | null>;
	problem: Ref<ApiProblem | null>;
	form: Form;
	mayWork: boolean;
	mayReceipt: boolean;
	mayDecide: boolean;
	reload: () => Promise<void>;
}
const kContext: InjectionKey<OrderContext> = Symbol('fee-order');
export const useOrderContext = (): OrderContext => inject(kContext)!;

export function provideOrder(): OrderContext {
	const route = useRoute();
	const order = computed<OrderName>(() => ({ kind: String(route.params.kind), branch: String(route.params.branch), key: String(route.params.key) }));
	const detail = ref<OrderDetail | null>(null);
	const problem = ref<ApiProblem | null>(null);
	const form = useForm();

	async function reload(): Promise<void> {
		const asked = order.value;
		try {
			const answer = await readOrder(asked);
			if (order.value !== asked) return;
			detail.value = answer.data;
			problem.value = null;
		} catch (error) {
			if (order.value === asked) problem.value = asProblem(error);
		}
	}
	watch(order, () => {
		if (route.name !== 'fee-order') return;
		detail.value = null;
		void reload();
	}, { immediate: true });

	const context: OrderContext = {
		order, detail, problem, form, reload,
		mayWork: session.holds(kDesk), mayReceipt: session.holds([...kDesk, ...kCash]), mayDecide: session.holds(kDecide),
	};
	provide(kContext, context);
	return context;
}
