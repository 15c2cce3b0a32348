import type { AccountTile } from './remembered-accounts.ts';

/** "Pick an account" (entra-saml.md 9.1, 10.5): a tile leads to the password of its user, the last one to the user name. */
export function AccountTiles({ tiles }: { tiles: readonly AccountTile[] }) {
  return (
    <div id="tilesHolder" class="accounts">
      {tiles.map(({ userPrincipalName, displayName }) => (
        <button
          key={userPrincipalName}
          type="submit"
          class="account"
          name="login"
          value={userPrincipalName}
          data-test-id={userPrincipalName}
        >
          <span>{displayName}</span>
          <small>{userPrincipalName}</small>
          <small>Signed out</small>
        </button>
      ))}
      <button type="submit" class="account" name="back" value="1" id="otherTile">
        Use another account
      </button>
    </div>
  );
}
