<?php
/**
 * Front Desk for WHMCS: a page of the client area with a button that leads into the support chat in Telegram.
 *
 * Goes to modules/addons/frontdesk/ (WHMCS 8.1 or newer, PHP 7.4 or newer). Whoever is signed in presses the button; this page asks
 * the desk, server to server and signed, for a link for one use, and shows it. See docs/whmcs/README.md.
 */

use WHMCS\Authentication\CurrentUser;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

const FRONTDESK_TIMEOUT = 5;

function frontdesk_config()
{
    return [
        'name' => 'Front Desk',
        'description' => 'A button in the client area that leads into the support chat in Telegram.',
        'author' => 'Front Desk',
        'language' => 'english',
        'version' => '1.0',
        'fields' => [
            'url' => [
                'FriendlyName' => 'PUBLIC_URL',
                'Type' => 'text',
                'Size' => '60',
                'Description' => 'The address of the desk, for example https://desk.example.com',
            ],
            'secret' => [
                'FriendlyName' => 'PANEL_SECRET',
                'Type' => 'password',
                'Size' => '60',
                'Description' => 'The same as in the settings of the desk',
            ],
        ],
    ];
}

function frontdesk_clientarea($vars)
{
    $shown = frontdesk_page($vars, new CurrentUser(), $_SERVER['REQUEST_METHOD'] ?? 'GET', $_POST);
    return [
        'pagetitle' => 'Telegram',
        'breadcrumb' => ['index.php?m=frontdesk' => 'Telegram'],
        'templatefile' => 'frontdesk',
        'requirelogin' => true,
        'vars' => $shown + ['link' => '', 'problem' => '', 'csrf' => frontdesk_csrf()],
    ];
}

/** What the page shows: 'link' or 'problem', or neither before the button was pressed. */
function frontdesk_page($vars, $current, $method, $posted)
{
    if ($current->isMasqueradingAdmin() || $current->isAuthenticatedAdmin()) {
        return ['problem' => 'masquerading'];
    }
    $user = $current->user();
    $client = $current->client();
    if (!$user || !$client) {
        return ['problem' => 'signed_out'];
    }
    if ($method !== 'POST') {
        return [];
    }
    // Another site can make a browser send a form, but does not know what is in the session.
    if (!hash_equals(frontdesk_csrf(), (string) ($posted['csrf'] ?? ''))) {
        return ['problem' => 'form_is_old'];
    }
    unset($_SESSION['frontdesk_csrf']);
    return frontdesk_ask($vars, frontdesk_call($user, $client));
}

function frontdesk_csrf()
{
    if (empty($_SESSION['frontdesk_csrf'])) {
        $_SESSION['frontdesk_csrf'] = bin2hex(random_bytes(32));
    }
    return $_SESSION['frontdesk_csrf'];
}

/** Who is signed in here. An administrator never gets this far, and the desk hears so outright. */
function frontdesk_call($user, $client)
{
    $details = localAPI('GetClientsDetails', ['clientid' => $client->id]);
    $owner = $details['client']['owner_user_id'] ?? $details['owner_user_id'] ?? 0;
    $asked = ['user_id' => $user->id, 'client_id' => $client->id];
    return [
        'nonce' => bin2hex(random_bytes(16)),
        'client' => (string) $client->id,
        'user' => (string) $user->id,
        'email' => (string) $user->email,
        'owner' => (int) $owner !== 0 && (int) $owner === (int) $user->id,
        'may' => frontdesk_words(localAPI('GetUserPermissions', $asked)),
        'masquerading' => false,
    ];
}

/** The permissions as a list of words, however this version of WHMCS writes them. */
function frontdesk_words($told)
{
    $found = ($told['result'] ?? '') === 'success' ? ($told['permissions'] ?? []) : [];
    if (is_array($found) && isset($found['permission'])) {
        $found = $found['permission'];
    }
    if (is_string($found)) {
        $found = explode(',', $found);
    }
    return array_values(array_map('trim', array_filter((array) $found, 'is_string')));
}

function frontdesk_ask($vars, array $call)
{
    $url = rtrim((string) ($vars['url'] ?? ''), '/');
    $secret = (string) ($vars['secret'] ?? '');
    $safe = strpos($url, 'https://') === 0 || strpos($url, 'http://127.0.0.1:') === 0;
    if (!$safe || $secret === '') {
        return ['problem' => 'not_set_up'];
    }
    $body = json_encode($call, JSON_UNESCAPED_SLASHES);
    $at = (string) time();
    $context = stream_context_create([
        'http' => [
            'method' => 'POST',
            'header' => implode("\r\n", [
                'Content-Type: application/json',
                'X-Timestamp: ' . $at,
                'X-Signature: ' . hash_hmac('sha256', $at . '.' . $body, $secret),
            ]),
            'content' => $body,
            'timeout' => FRONTDESK_TIMEOUT,
            'follow_location' => 0,
            'ignore_errors' => true,
        ],
        'ssl' => ['verify_peer' => true, 'verify_peer_name' => true],
    ]);
    $answer = json_decode((string) @file_get_contents($url . '/panel/links', false, $context, 0, 16384), true);
    $link = is_array($answer) ? (string) ($answer['link'] ?? '') : '';
    if (strpos($link, 'https://t.me/') === 0) {
        return ['link' => $link];
    }
    $why = is_array($answer) ? (string) ($answer['error'] ?? '') : '';
    return ['problem' => in_array($why, ['no_right', 'too_many', 'unknown_client'], true) ? $why : 'unreachable'];
}
