/** password: name and password; link: a one-time link is being used; set: a first or new password is to be chosen. */
export type Step = 'password' | 'link' | 'set';

export interface SignInForm {
	username: string;
	password: string;
	next: string;
	again: string;
}

export const kShortestPassword = 8;
