<?php
/**
 * Front Desk for WHMCS: tells the desk which clients have changed, so that a payment or a new service counts at once.
 *
 * Goes to includes/hooks/ (WHMCS 8.0 or newer, PHP 7.4 or newer). Only the numbers of clients are sent, signed; what has
 * changed the desk reads through the API. All of one request of WHMCS is told in one call at its end, which takes at most
 * two seconds and fails in silence: the desk asks by itself before a ticket is filed, and every night. See README.md.
 */

use WHMCS\Database\Capsule;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

/** PUBLIC_URL and PANEL_SECRET of the desk. Nothing is sent as long as one of them is empty. */
const FRONTDESK_HOOK_URL = '';
const FRONTDESK_HOOK_SECRET = '';

/** Seconds to connect, and again to answer. */
const FRONTDESK_HOOK_TIMEOUT = 1;

/** Clients in one call. */
const FRONTDESK_HOOK_MOST = 200;

/** Where each hook has the client's number. */
const FRONTDESK_HOOKS = [
    'ClientAdd' => ['client_id', 'userid'],
    'ClientEdit' => ['userid'],
    'ClientClose' => ['userid'],
    'PreDeleteClient' => ['userid'],
    'AfterClientMerge' => ['fromUserID', 'toUserID'],
    'ServiceEdit' => ['userid'],
    'ServiceDelete' => ['clientId', 'userid'],
    'CancellationRequest' => ['userid'],
    'AddonAdd' => ['userid'],
    'AddonActivation' => ['userid'],
    'AddonActivated' => ['userid'],
    'AddonCancelled' => ['userid'],
    'AddonEdit' => ['userid'],
    'AddonRenewal' => ['userid'],
    'AddonSuspended' => ['userid'],
    'AddonUnsuspended' => ['userid'],
    'AddonTerminated' => ['userid'],
    'DomainEdit' => ['userid'],
    'DomainDelete' => ['userid'],
    'ContactDelete' => ['userid'],
    'AfterModuleCreate' => ['params.userid'],
    'AfterModuleSuspend' => ['params.userid'],
    'AfterModuleUnsuspend' => ['params.userid'],
    'AfterModuleTerminate' => ['params.userid'],
    'AfterModuleChangePackage' => ['params.userid'],
    'AfterRegistrarRegistration' => ['params.userid'],
    'AfterRegistrarRenewal' => ['params.userid'],
    'AfterRegistrarTransfer' => ['params.userid'],
];

/** Hooks that have another number: which table says whose it is, and its columns for the number and for the client. */
const FRONTDESK_HOOKS_BY_TABLE = [
    'InvoicePaid' => ['invoiceid', 'tblinvoices', 'id', 'userid'],
    'ServiceRecurringCompleted' => ['serviceid', 'tblhosting', 'id', 'userid'],
    'DomainTransferCompleted' => ['domainid', 'tbldomains', 'id', 'userid'],
    'UserEdit' => ['user_id', 'tblusers_clients', 'auth_user_id', 'client_id'],
];

foreach (FRONTDESK_HOOKS as $hook => $places) {
    add_hook($hook, 1, static function ($vars) use ($places) {
        foreach ($places as $place) {
            $found = $vars;
            foreach (explode('.', $place) as $key) {
                $found = is_array($found) ? ($found[$key] ?? null) : null;
            }
            frontdesk_hook_changed($found);
        }
    });
}

foreach (FRONTDESK_HOOKS_BY_TABLE as $hook => list($place, $table, $number, $client)) {
    add_hook($hook, 1, static function ($vars) use ($place, $table, $number, $client) {
        try {
            $found = Capsule::table($table)->where($number, (int) ($vars[$place] ?? 0))->pluck($client);
            foreach ($found as $one) {
                frontdesk_hook_changed($one);
            }
        } catch (\Throwable $error) {
            // Of another version, with other tables: the desk asks by itself.
        }
    });
}

/** Remembers a client until the end of the request. */
function frontdesk_hook_changed($client)
{
    static $waiting = [];
    static $asked = false;
    static $away = false;
    if ($client === null) {
        // The end: what is left is sent.
        $left = array_keys($waiting);
        $waiting = [];
        $away = $away || ($left && !frontdesk_hook_send($left));
        return;
    }
    if (!is_scalar($client) || !ctype_digit((string) $client) || (int) $client === 0 || $away) {
        return;
    }
    $waiting[(string) $client] = true;
    if (!$asked) {
        $asked = true;
        register_shutdown_function('frontdesk_hook_changed', null);
    }
    if (count($waiting) >= FRONTDESK_HOOK_MOST) {
        frontdesk_hook_changed(null);
    }
}

/** Whether the desk has taken them. */
function frontdesk_hook_send(array $clients)
{
    $url = rtrim(FRONTDESK_HOOK_URL, '/');
    $safe = strpos($url, 'https://') === 0 || strpos($url, 'http://127.0.0.1:') === 0;
    if (!$safe || FRONTDESK_HOOK_SECRET === '') {
        return false;
    }
    $body = json_encode(['nonce' => bin2hex(random_bytes(16)), 'clients' => array_map('strval', $clients)]);
    $at = (string) time();
    $context = stream_context_create([
        'http' => [
            'method' => 'POST',
            'header' => implode("\r\n", [
                'Content-Type: application/json',
                'X-Timestamp: ' . $at,
                'X-Signature: ' . hash_hmac('sha256', $at . '.' . $body, FRONTDESK_HOOK_SECRET),
            ]),
            'content' => $body,
            'timeout' => FRONTDESK_HOOK_TIMEOUT,
            'follow_location' => 0,
        ],
        'ssl' => ['verify_peer' => true, 'verify_peer_name' => true],
    ]);
    $answer = @fopen($url . '/panel/events', 'r', false, $context);
    if ($answer === false) {
        return false;
    }
    fclose($answer);
    return true;
}
