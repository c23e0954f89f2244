// A browser does not send a chosen file twice, so what can be seen to be missing is said before the
// form is sent, and the file stays in its field.

document.getElementById("photo_form").noValidate = false;
