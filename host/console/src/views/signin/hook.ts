import { computed, onMounted, reactive, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useAction } from '@/composables/useAction';
import { useLanguage } from '@/i18n';
import { safeBack } from '@/router';
import { session } from '@/session';
import { kShortestPassword, type SignInForm, type Step } from './types';

export function useSignIn() {
	const route = useRoute();
	const router = useRouter();
	const { running, problem, run } = useAction();
	const form = reactive<SignInForm>({ username: '', password: '', next: '', again: '' });
	const step = ref<Step>('password');
	const expired = computed(() => route.query.expired === '1');
	const samePassword = computed(() => form.next === form.again);
	const mayset = computed(() => form.next.length >= kShortestPassword && samePassword.value);

	async function goOn(): Promise<void> {
		const user = session.user.value;
		if (user?.language === 'en' || user?.language === 'zh') useLanguage(user.language);
		if (user?.mustSetPassword) {
			step.value = 'set';
			return;
		}
		await router.replace(safeBack(route.query.back));
	}

	async function signIn(): Promise<void> {
		if (await run('signin', () => session.signIn(form.username.trim(), form.password))) await goOn();
		form.password = '';
	}

	async function useLink(): Promise<void> {
		const link = String(route.query.link ?? '');
		if (await run('link', () => session.signInByLink(link))) {
			// The link is used up; it shall not stand in the address or in the history any longer.
			await router.replace({ name: 'signin', query: { ...(route.query.back ? { back: route.query.back } : {}) } });
			await goOn();
		} else {
			step.value = 'password';
		}
	}

	async function setPassword(): Promise<void> {
		if (await run('set', () => session.setPassword(form.next))) await goOn();
	}

	onMounted(async () => {
		if (typeof route.query.link === 'string' && route.query.link !== '') {
			step.value = 'link';
			await useLink();
			return;
		}
		const who = await session.ensure();
		if (who?.user.mustSetPassword) step.value = 'set';
		else if (who && !expired.value) await goOn();
	});

	return { form, step, expired, samePassword, mayset, running, problem, signIn, setPassword, session };
}
