import type { Grant } from '@/api/types';

export interface UserForm {
	username: string;
	displayName: string;
	language: 'zh' | 'en';
	disabled: boolean;
	grants: Grant[];
}

export const emptyForm = (): UserForm => ({
	username: '', displayName: '', language: 'zh', disabled: false, grants: [{ role: 'callback_clerk', branch: '*' }],
});

/** Sensible user names; the server has the last word. */
export const usernameIsFine = (name: string): boolean => /^[\p{L}\p{N}._-]{1,64}$/u.test(name);
