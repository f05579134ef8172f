export {
  type FirebaseAuth,
  type FirebaseAuthOptions,
  type FirebaseIdentity,
  firebaseAuth,
} from './firebase-auth.ts';
